import { createTexts } from '../shell/texts.ts'
import type { PeopleTexts } from './text/kk.ts'

/** Returns the texts of people with access. */
export const usePeopleTexts = createTexts<PeopleTexts>({
  kk: async () => (await import('./text/kk.ts')).kk,
  ru: async () => (await import('./text/ru.ts')).ru,
  en: async () => (await import('./text/en.ts')).en,
})
