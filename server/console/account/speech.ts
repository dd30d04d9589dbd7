import { createTexts } from '../shell/texts.ts'
import type { AccountTexts } from './text/kk.ts'

/** Returns the texts of one's own account. */
export const useAccountTexts = createTexts<AccountTexts>({
  kk: async () => (await import('./text/kk.ts')).kk,
  ru: async () => (await import('./text/ru.ts')).ru,
  en: async () => (await import('./text/en.ts')).en,
})
