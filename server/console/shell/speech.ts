import type { Language } from '../../contract/index.ts'
import type { Texts } from '../text/kk.ts'
import { useLanguage } from './language.ts'
import { createTexts } from './texts.ts'

const useFrameTexts = createTexts<Texts>({
  kk: async () => (await import('../text/kk.ts')).kk,
  ru: async () => (await import('../text/ru.ts')).ru,
  en: async () => (await import('../text/en.ts')).en,
})

/** A language with the texts that every screen shares. */
export interface Speech {
  readonly language: Language
  readonly text: Texts
}

/** Returns the current language with the texts that every screen shares. */
export const useSpeech = (): Speech => ({ language: useLanguage(), text: useFrameTexts() })
