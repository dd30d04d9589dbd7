import type { RequestLine } from '../../contract/index.ts'
import type { WorkTexts } from '../work/speech.ts'

/** Returns what a request asks for, in words. */
export const nameKind = (kind: RequestLine['kind'], words: WorkTexts): string =>
  ({
    information: words.kindInformation,
    correction: words.kindCorrection,
    blocking: words.kindBlocking,
    deletion: words.kindDeletion,
    objection: words.kindObjection,
  })[kind]

/** Returns a category of stored data in words. */
export const nameCategory = (
  category: 'consents' | 'visits' | 'messages' | 'requests',
  words: WorkTexts,
): string =>
  ({
    consents: words.catConsents,
    visits: words.catVisits,
    messages: words.catMessages,
    requests: words.catRequests,
  })[category]

/** Returns a purpose in words; the id of one that has none. */
export const namePurpose = (purpose: string, words: WorkTexts): string => {
  const names: Readonly<Record<string, string>> = {
    functional: words.purposeFunctional,
    analytics: words.purposeAnalytics,
    external: words.purposeExternal,
    contact: words.catMessages,
  }
  return names[purpose] ?? purpose
}
