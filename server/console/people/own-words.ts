import type { OwnWords } from '../text/explain.ts'
import { usePeopleTexts } from './speech.ts'

/** Returns the words for what the server refuses about a person. */
export function useOwnWords(): OwnWords {
  const own = usePeopleTexts()
  return { last_administrator: own.lastAdministrator, not_found: own.goneAlready }
}
