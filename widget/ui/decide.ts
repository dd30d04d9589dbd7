import { announce } from './announce.ts'
import type { PanelUi } from './props.ts'

/** A banner that stays longer looks broken. */
const PATIENCE_MS = 1_000

/**
 * Hands a choice to the loader and says what became of it. What asks goes once there is what keeps the choice: gone
 * earlier, it would ask again on the next page those who leave this one at once.
 */
export const decide: PanelUi['decide'] = async (host, grants, surface, leave) => {
  const isFirst = !host.current()
  const choosing = host.choose(grants, surface)
  await {
    // biome-ignore lint/suspicious/noThenProperty: what is awaited; the page may have a `Promise` of its own
    then(resolve: () => void) {
      host.load('consent').then(resolve)
      setTimeout(resolve, PATIENCE_MS)
    },
  }
  leave()
  const outcome = await choosing
  // A first refusal holds without the server, which only counts it.
  announce(host, isFirst && host.current()?.kind === 'refused' ? 'saved' : outcome)
}
