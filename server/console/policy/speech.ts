import type { Language } from '../../contract/index.ts'
import { useSpeech } from '../shell/speech.ts'
import { createTexts } from '../shell/texts.ts'
import type { Texts as FrameTexts } from '../text/kk.ts'
import type { Texts } from './text/kk.ts'

export type { Texts }

const useTexts = createTexts<Texts>({
  kk: async () => (await import('./text/kk.ts')).kk,
  ru: async () => (await import('./text/ru.ts')).ru,
  en: async () => (await import('./text/en.ts')).en,
})

/** Returns the language, the texts of this screen, and those that every screen shares. */
export function usePolicySpeech(): {
  readonly language: Language
  readonly text: Texts
  readonly shared: FrameTexts
} {
  const { language, text: shared } = useSpeech()
  return { language, shared, text: useTexts() }
}
