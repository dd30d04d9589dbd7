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

/** Takes everything back and says what became of it. */
export async function withdraw(host: UiHost): Promise<void> {
  const outcome = host.withdraw()
  ensureRoot(host).dispatchEvent(new Event(CHOSEN))
  announce(host, (await outcome) === 'saved' ? 'withdrawn' : 'not_stored')
}
