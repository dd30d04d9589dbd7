import { announce } from './announce.ts'
import { CHOSEN } from './chosen.ts'
import type { Grants, UiHost, UiSurface } from './props.ts'
import { ensureRoot } from './root/root.ts'

/** A banner that stays longer looks broken. */
const PATIENCE_MS = 1_000

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/**
 * Hands a choice to the loader and says what became of it. What asks goes once there is what keeps the choice: gone
 * earlier, it would ask again on the next page those who leave this one at once.
 */
export async function decide(host: UiHost, grants: Grants, surface: UiSurface): Promise<void> {
  const isFirst = !host.current()
  const choosing = host.choose(grants, surface)
  await Promise.race([host.load('consent'), wait(PATIENCE_MS)])
  ensureRoot(host).dispatchEvent(new CustomEvent(CHOSEN))
  const outcome = await choosing
  // A first refusal holds without the server, which only counts it.
  announce(host, isFirst && host.current()?.kind === 'refused' ? 'saved' : outcome)
}
