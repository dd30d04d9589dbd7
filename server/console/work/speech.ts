import type { Language } from '../../contract/index.ts'
import type { RequestTexts } from '../requests/text/kk.ts'
import { useLanguage } from '../shell/language.ts'
import { createTexts } from '../shell/texts.ts'
import type { MessageTexts } from './text/kk.ts'

/** Texts of messages and requests. */
export type WorkTexts = MessageTexts & RequestTexts

const useTexts = createTexts<WorkTexts>({
  kk: async () => ({
    ...(await import('./text/kk.ts')).kk,
    ...(await import('../requests/text/kk.ts')).kk,
  }),
  ru: async () => ({
    ...(await import('./text/ru.ts')).ru,
    ...(await import('../requests/text/ru.ts')).ru,
  }),
  en: async () => ({
    ...(await import('./text/en.ts')).en,
    ...(await import('../requests/text/en.ts')).en,
  }),
})

/** Returns the current language with the texts of messages and requests. */
export const useWorkSpeech = (): { readonly language: Language; readonly words: WorkTexts } => ({
  language: useLanguage(),
  words: useTexts(),
})
