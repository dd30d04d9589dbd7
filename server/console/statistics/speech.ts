import type { Language } from '../../contract/index.ts'
import { useLanguage } from '../shell/language.ts'
import { createTexts } from '../shell/texts.ts'
import type { StatisticsTexts } from './text/kk.ts'

const useTexts = createTexts<StatisticsTexts>({
  kk: async () => (await import('./text/kk.ts')).kk,
  ru: async () => (await import('./text/ru.ts')).ru,
  en: async () => (await import('./text/en.ts')).en,
})

/** Returns the current language with the texts of the statistics. */
export const useSpeech = (): { readonly language: Language; readonly text: StatisticsTexts } => ({
  language: useLanguage(),
  text: useTexts(),
})
