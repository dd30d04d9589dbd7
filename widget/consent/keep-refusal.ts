import { NAME, WAITING } from '../page/name.ts'
import { keptName, readCopies, readLocal } from '../page/saved.ts'
import { toDay } from './day.ts'
import { parseChoice, type SavedChoice } from './recall.ts'

/**
 * Keeps a refusal within the click, in the same words (`formatChoice`), so that it holds on every later page whatever of the
 * widget does not come: in localStorage, and in a cookie for each domain for which the server may have set a grant. What it ends
 * waits as it was saved, with what opens its record, until the server has been told (`untold.ts`). Blocked: it holds for
 * this page.
 *
 * @returns the refusal.
 */
export function keepRefusal(): SavedChoice | undefined {
  // What waits already comes last, since it has what opens its record.
  const before = [readCopies(keptName()), readLocal(WAITING)].join()
  const refused = `refused~${__KELISIM_DETAILS__.policyVersion}~${toDay(Date.now())}`
  try {
    // For more than a year: the day in it says when it is over. Without more: it says the same of everybody, and nothing of anybody.
    location.hostname.split('.').map(
      (_, at, labels) =>
        // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing from half of the browsers
        (document.cookie = `${NAME}=${refused}; Path=/; Max-Age=33333333; Domain=${labels.slice(at).join('.')}`),
    )
    localStorage[NAME] = refused
    localStorage[WAITING] = before
  } catch {
    // blocked or full: what could be written has been
  }
  return parseChoice(refused)
}
