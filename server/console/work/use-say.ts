import type { Failure } from '../shell/call.ts'
import { useSite } from '../shell/site.ts'
import { sayRefusal } from './say-refusal.ts'
import { useWorkSpeech } from './speech.ts'

/** Returns the function that says why an act was not done, for forms and dialogs. */
export function useSay(): (failure: Failure) => string | undefined {
  const { words, language } = useWorkSpeech()
  const { timeZone } = useSite()
  return (failure) => sayRefusal(failure, words, { language, timeZone })
}
