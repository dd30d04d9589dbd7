import { NAME, WAITING } from '../../page/name.ts'
import { keptName, readCopies } from '../../page/storage/saved.ts'
import { toDay } from '../day.ts'
import type { SavedChoice } from './recall.ts'

/**
 * Keeps a refusal within the click, in the same words (`formatChoice`), so that it holds on every later page whatever of the
 * widget does not come: in localStorage, and in a cookie for each domain for which the server may have set a grant. A grant that
 * it ends waits as it was saved, with what opens its record, behind the owner's name and before what waits already, until the
 * server has been told (`untold.ts`). Blocked: it holds for this page.
 *
 * @param saved what holds until now: the same again prolongs nothing.
 */
export function keepRefusal(saved: SavedChoice | undefined): void {
  if (saved?.choice.kind === 'refused') return
  const ended = readCopies(keptName())
    .map((copy) => NAME + copy)
    .join()
  const refused = `refused~${__KELISIM_DETAILS__.policyVersion}~${toDay(new Date())}`
  try {
    // For more than a year: the day in it says when it is over, and what keeps choices writes it anew, with all that belongs to a cookie.
    const labels = location.hostname.split('.')
    labels.map(
      (_, at) =>
        // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing from half of the browsers
        (document.cookie = `${NAME}=${refused}; Path=/; Max-Age=33333333; Domain=${labels.slice(at).join('.')}`),
    )
    localStorage[NAME] = refused
    if (ended.includes('granted')) localStorage[WAITING] = [ended, localStorage[WAITING]].join()
  } catch {
    // blocked or full: what could be written has been
  }
}
