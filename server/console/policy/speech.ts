import type { Language } from '../../contract/index.ts'
import { useLanguage } from '../shell/language.ts'
import { createTexts } from '../shell/texts.ts'
import type { Texts } from './text/kk.ts'

export type { Texts }

const useTexts = createTexts<Texts>({
  kk: async () => (await import('./text/kk.ts')).kk,
  ru: async () => (await import('./text/ru.ts')).ru,
  en: async () => (await import('./text/en.ts')).en,
})

/** Returns the language and the texts of this screen. */
export const usePolicySpeech = (): { readonly language: Language; readonly text: Texts } => ({
  language: useLanguage(),
  text: useTexts(),
})
