import type { Language } from '../../../contract/words.ts'
import type { MyDataText } from './my-data-text.ts'
import { en } from './text-en.ts'
import { kk } from './text-kk.ts'
import { ru } from './text-ru.ts'

/** Texts of the page by language. */
export const myDataTexts: Readonly<Record<Language, MyDataText>> = { kk, ru, en }
