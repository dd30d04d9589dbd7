import { createTexts } from '../shell/texts.ts'
import type { BreachTexts } from './text/kk.ts'

/** Returns the texts of breaches in the current language. */
export const useTexts = createTexts<BreachTexts>({
  kk: async () => (await import('./text/kk.ts')).kk,
  ru: async () => (await import('./text/ru.ts')).ru,
  en: async () => (await import('./text/en.ts')).en,
})
