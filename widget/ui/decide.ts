import { announce } from './announce.ts'
import type { PanelUi } from './props.ts'

/** A banner that stays longer looks broken. */
const PATIENCE_MS = 1_000

/**
 * Passes a choice to the loader and announces the result. The banner or dialog is removed once the keeper is loaded; removed
 * earlier, it would appear again on the next page for visitors who leave this one at once.
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
  // A first refusal is valid without the server, which only counts it.
  announce(host, isFirst && host.current()?.kind === 'refused' ? 'saved' : outcome)
}
