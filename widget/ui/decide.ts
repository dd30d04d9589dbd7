import { keepRefusal } from '../page/keep-refusal.ts'
import { announce } from './announce.ts'
import { CHOSEN } from './chosen.ts'
import type { Grants, UiHost, UiSurface } from './props.ts'
import { ensureRoot } from './root.ts'

/** A banner that stays longer looks broken. */
const PATIENCE_MS = 1_000

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/**
 * Hands a choice to the loader and says what became of it. What asks goes once there is what keeps the choice: gone
 * earlier, it would ask again on the next page those who leave this one at once. A refusal needs nothing more to come:
 * where the page or the network keeps that away, it is kept from here.
 */
export async function decide(host: UiHost, grants: Grants, surface: UiSurface): Promise<void> {
  const isFirst = !host.current()
  const keepAlone = () => {
    const isAlone = !Object.values(grants.purposes).includes(true) && !host.current()
    if (isAlone) keepRefusal(host.site.choiceDays)
    return isAlone
  }
  const choosing = host.choose(grants, surface)
  await Promise.race([host.load('consent'), wait(PATIENCE_MS)])
  keepAlone()
  ensureRoot(host).dispatchEvent(new CustomEvent(CHOSEN))
  const outcome = await choosing
  // The loader, which could not keep it, has removed all that was saved.
  const isKept = keepAlone()
  if (isKept) host.reread()
  announce(host, isKept && isFirst && host.current() ? 'saved' : outcome)
}
