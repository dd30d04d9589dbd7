import { announce } from './announce.ts'
import type { Grants, UiHost, UiSurface } from './props.ts'
import { ensureRoot } from './root.ts'

/** Told to the root as soon as something was chosen, so that whatever asks can go. */
export const CHOSEN = 'kelisim-chosen'

/** Hands a choice to the loader and says what became of it. */
export async function decide(host: UiHost, grants: Grants, surface: UiSurface): Promise<void> {
  const outcome = host.choose(grants, surface)
  ensureRoot(host).dispatchEvent(new Event(CHOSEN))
  announce(host, await outcome)
}
