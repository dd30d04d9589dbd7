import type { Locator, Page } from '@playwright/test'
import type { Language } from '../../../server/contract/index.ts'

/** The widget on a page, located as a visitor finds it: by its texts. */
export interface Banner {
  readonly region: Locator
  readonly accept: Locator
  readonly reject: Locator
  readonly settings: Locator
  readonly policy: Locator
  readonly dialog: Locator
  /** A switch of the settings, by its name. */
  switch(name: string): Locator
  readonly save: Locator
  readonly withdraw: Locator
  readonly close: Locator
}

/** Texts of the widget's parts in each language. */
export const words = {
  kk: {
    region: 'Cookie файлдары туралы хабарлама',
    accept: 'Барлығын қабылдау',
    reject: 'Барлығынан бас тарту',
    settings: 'Баптау',
    policy: 'Құпиялылық саясаты',
    dialog: 'Cookie баптаулары',
    save: 'Таңдауды сақтау',
    withdraw: 'Келісімді қайтарып алу',
    close: 'Жабу',
  },
  ru: {
    region: 'Уведомление о файлах cookie',
    accept: 'Принять все',
    reject: 'Отклонить все',
    settings: 'Настроить',
    policy: 'Политика конфиденциальности',
    dialog: 'Настройки cookie',
    save: 'Сохранить выбор',
    withdraw: 'Отозвать согласие',
    close: 'Закрыть',
  },
  en: {
    region: 'Cookie notice',
    accept: 'Accept all',
    reject: 'Reject all',
    settings: 'Settings',
    policy: 'Privacy policy',
    dialog: 'Cookie settings',
    save: 'Save choices',
    withdraw: 'Withdraw consent',
    close: 'Close',
  },
} as const

/** Returns locators of the widget's parts, by default in Kazakh. */
export function findBanner(page: Page, language: Language = 'kk'): Banner {
  const word = words[language]
  const region = page.getByRole('region', { name: word.region, exact: true })
  const dialog = page.getByRole('dialog', { name: word.dialog, exact: true })
  const button = (within: Locator, name: string) =>
    within.getByRole('button', { name, exact: true })
  return {
    region,
    accept: button(region, word.accept),
    reject: button(region, word.reject),
    settings: button(region, word.settings),
    policy: region.getByRole('link', { name: word.policy, exact: true }),
    dialog,
    switch: (name) => dialog.getByRole('switch', { name, exact: true }),
    save: button(dialog, word.save),
    withdraw: button(dialog, word.withdraw),
    close: button(dialog, word.close),
  }
}
