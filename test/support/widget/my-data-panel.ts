import { expect, type Locator, type Page } from '@playwright/test'
import type { Language } from '../../../server/contract/index.ts'
import * as enActs from '../../../widget/text/en/my-acts.ts'
import * as enData from '../../../widget/text/en/my-data.ts'
import * as enHeld from '../../../widget/text/en/my-held.ts'
import * as kkActs from '../../../widget/text/kk/my-acts.ts'
import * as kkData from '../../../widget/text/kk/my-data.ts'
import * as kkHeld from '../../../widget/text/kk/my-held.ts'
import * as ruActs from '../../../widget/text/ru/my-acts.ts'
import * as ruData from '../../../widget/text/ru/my-data.ts'
import * as ruHeld from '../../../widget/text/ru/my-held.ts'

const words = {
  kk: { ...kkActs, ...kkData, ...kkHeld },
  ru: { ...ruActs, ...ruData, ...ruHeld },
  en: { ...enActs, ...enData, ...enHeld },
} as const
type Words = Readonly<Record<keyof (typeof words)['kk'], string>>

export type MyDataRoom = 'copy' | 'stop' | 'resume' | 'delete' | 'find' | 'ask' | 'complain'

/** The my-data panel located as a person finds it: by its texts. */
export interface MyDataPanel {
  readonly words: Words
  readonly dialog: Locator
  /** The live region. */
  readonly status: Locator
  readonly close: Locator
  button(name: string): Locator
  field(label: string): Locator
  /** The purposes, one row each. */
  readonly purposes: Locator
  /** One of the answers about stored data, by its heading. */
  fact(name: string): Locator
  /** The heading of the visible room. */
  readonly heading: Locator
  /** The heading or the question of a room while it has the focus. */
  readonly entered: Locator
  readonly back: Locator
  /** Opens a room from the first view; `resume` is the name of `stop` while everything is stopped. */
  enter(room: MyDataRoom): Promise<void>
  /** Enters a message's reference and code, from the first view or the room for it. */
  show(reference: string, code: string): Promise<void>
}

/** Returns locators of the panel's parts, by default in Kazakh. */
export function findMyData(page: Page, language: Language = 'kk'): MyDataPanel {
  const word: Words = words[language]
  const dialog = page.getByRole('dialog', { name: word.myTitle, exact: true })
  const button = (name: string) => dialog.getByRole('button', { name, exact: true })
  const field = (label: string) => dialog.getByLabel(label, { exact: true })
  const opens: Readonly<Record<MyDataRoom, string>> = {
    copy: word.actCopy,
    stop: word.actStop,
    resume: word.actUnblock,
    delete: word.actErase,
    find: word.myOther,
    ask: word.actRequest,
    complain: word.myComplain,
  }
  const back = button(word.myBack)
  const heading = dialog.locator('section:has(.kelisim-back) h3:visible')
  // The deletion's question takes the focus from the heading once it is loaded.
  const entered = dialog.locator('h3:focus, [role=group]:focus')
  const enter = async (room: MyDataRoom) => {
    await button(opens[room]).click()
    await expect(entered).toBeVisible()
  }
  return {
    words: word,
    dialog,
    status: dialog.getByRole('status'),
    close: button(word.myClose),
    button,
    field,
    fact: (name) => dialog.locator('dl > div', { has: page.getByText(name, { exact: true }) }),
    ...{ heading, entered, back, enter },
    purposes: dialog.getByRole('region', { name: word.heldPurposes }),
    async show(reference, code) {
      if (!(await back.isVisible())) await enter('find')
      await field(word.myReference).fill(reference)
      await field(word.mySecret).fill(code)
      await button(word.myShow).first().click()
    },
  }
}
