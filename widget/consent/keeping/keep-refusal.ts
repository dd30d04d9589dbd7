import { NAME, WAITING } from '../../page/name.ts'
import { keptName, readCopies } from '../../page/storage/saved.ts'
import { toDay } from '../day.ts'
import type { SavedChoice } from './recall.ts'

/**
 * Saves a refusal synchronously within the click, in the usual format (`formatChoice`), so that it applies on every later
 * page even if other parts do not load: in localStorage, and in a cookie for each domain for which the server may have set a
 * grant. A grant that it ends is queued as it was saved, with its secret, after the owner's name and before older entries,
 * until the server has been informed (`untold.ts`). If storage is blocked, it applies to this page.
 *
 * @param saved the current choice; repeating a refusal does not extend it.
 */
export function keepRefusal(saved: SavedChoice | undefined): void {
  if (saved?.choice.kind === 'refused') return
  const ended = readCopies(keptName())
    .map((copy) => NAME + copy)
    .join()
  const refused = `refused~${__KELISIM_DETAILS__.policyVersion}~${toDay(new Date())}`
  try {
    // More than a year: the day in it limits its validity, and the keeper rewrites it with all attributes of a cookie.
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
