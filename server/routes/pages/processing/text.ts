import type { Language } from '../../../contract/index.ts'
import type { ProcessingText } from './processing-text.ts'
import { en } from './text-en.ts'
import { kk } from './text-kk.ts'
import { ru } from './text-ru.ts'

/** Texts of the lists by language. */
export const processingTexts: Readonly<Record<Language, ProcessingText>> = { kk, ru, en }
