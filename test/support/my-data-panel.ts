import type { Locator, Page } from '@playwright/test'
import type { Language } from '../../server/contract/index.ts'
import * as enActs from '../../widget/text/en/my-acts.ts'
import * as enData from '../../widget/text/en/my-data.ts'
import * as enHeld from '../../widget/text/en/my-held.ts'
import * as kkActs from '../../widget/text/kk/my-acts.ts'
import * as kkData from '../../widget/text/kk/my-data.ts'
import * as kkHeld from '../../widget/text/kk/my-held.ts'
import * as ruActs from '../../widget/text/ru/my-acts.ts'
import * as ruData from '../../widget/text/ru/my-data.ts'
import * as ruHeld from '../../widget/text/ru/my-held.ts'

const words = {
  kk: { ...kkActs, ...kkData, ...kkHeld },
  ru: { ...ruActs, ...ruData, ...ruHeld },
  en: { ...enActs, ...enData, ...enHeld },
} as const
type Words = Readonly<Record<keyof (typeof words)['kk'], string>>

/** The my-data panel, found as a person finds it: by what it says. */
export interface MyDataPanel {
  readonly words: Words
  readonly dialog: Locator
  /** Where results are said. */
  readonly status: Locator
  readonly close: Locator
  button(name: string): Locator
  field(label: string): Locator
  /** One of the answers about what is held, by its heading. */
  fact(name: string): Locator
  /** Shows who one is by a message's reference and code. */
  show(reference: string, code: string): Promise<void>
}

/** Finds the parts of the panel, by default in Kazakh. */
export function findMyData(page: Page, language: Language = 'kk'): MyDataPanel {
  const word: Words = words[language]
  const dialog = page.getByRole('dialog', { name: word.myTitle, exact: true })
  const button = (name: string) => dialog.getByRole('button', { name, exact: true })
  const field = (label: string) => dialog.getByLabel(label, { exact: true })
  return {
    words: word,
    dialog,
    status: dialog.getByRole('status'),
    close: button(word.myClose),
    button,
    field,
    fact: (name) => dialog.locator('dl > div', { has: page.getByText(name, { exact: true }) }),
    async show(reference, code) {
      await field(word.myReference).fill(reference)
      await field(word.mySecret).fill(code)
      await button(word.myShow).first().click()
    },
  }
}
