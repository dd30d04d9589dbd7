import type { Locator, Page } from '@playwright/test'

/** The widget on a page, in Kazakh, found as a visitor finds it: by what it says. */
export interface Banner {
  readonly region: Locator
  readonly accept: Locator
  readonly reject: Locator
  readonly settings: Locator
  readonly dialog: Locator
  /** A switch of the settings, by its name. */
  switch(name: string): Locator
  readonly save: Locator
  readonly withdraw: Locator
}

/** Finds the parts of the widget. */
export function findBanner(page: Page): Banner {
  const region = page.getByRole('region', { name: 'Cookie файлдары туралы хабарлама' })
  const dialog = page.getByRole('dialog', { name: 'Cookie баптаулары' })
  const button = (within: Locator, name: string) =>
    within.getByRole('button', { name, exact: true })
  return {
    region,
    accept: button(region, 'Барлығын қабылдау'),
    reject: button(region, 'Барлығынан бас тарту'),
    settings: button(region, 'Баптау'),
    dialog,
    switch: (name) => dialog.getByRole('switch', { name, exact: true }),
    save: button(dialog, 'Таңдауды сақтау'),
    withdraw: button(dialog, 'Келісімді қайтарып алу'),
  }
}
