import { createTexts } from '../shell/texts.ts'
import type { SiteTexts } from './text/kk.ts'

/** Returns the texts of the site in the current language. */
export const useTexts = createTexts<SiteTexts>({
  kk: async () => (await import('./text/kk.ts')).kk,
  ru: async () => (await import('./text/ru.ts')).ru,
  en: async () => (await import('./text/en.ts')).en,
})
