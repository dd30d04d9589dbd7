import { createTexts } from '../shell/texts.ts'
import type { SessionTexts } from './text/kk.ts'

/** Returns the texts of signing in, beyond the password. */
export const useSessionTexts = createTexts<SessionTexts>({
  kk: async () => (await import('./text/kk.ts')).kk,
  ru: async () => (await import('./text/ru.ts')).ru,
  en: async () => (await import('./text/en.ts')).en,
})
