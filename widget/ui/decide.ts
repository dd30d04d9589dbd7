import { announce } from './announce.ts'
import { CHOSEN } from './chosen.ts'
import type { Grants, UiHost, UiSurface } from './props.ts'
import { ensureRoot } from './root.ts'

/** Hands a choice to the loader and says what became of it. */
export async function decide(host: UiHost, grants: Grants, surface: UiSurface): Promise<void> {
  const outcome = host.choose(grants, surface)
  ensureRoot(host).dispatchEvent(new Event(CHOSEN))
  announce(host, await outcome)
}
