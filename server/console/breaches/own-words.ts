import type { OwnWords } from '../text/explain.ts'
import { useTexts } from './speech.ts'

/** Returns the words of breaches for a refusal. */
export const useOwnWords = (): OwnWords => ({ breach_too_wide: useTexts().tooWide })
