import type { Kelisim } from '../api.ts'
import { activated } from '../page/activated.ts'
import { isSpokenFor, onceKnown } from '../page/spoken-for.ts'
import { countPages } from '../visits/pages.ts'
import { isUntracked } from '../visits/untracked.ts'

/** Returns whether the browser sends Global Privacy Control or Do Not Track. */
const hasSignal = () => {
  const { globalPrivacyControl, doNotTrack } = navigator as {
    globalPrivacyControl?: boolean
    doNotTrack?: string | null
  }
  return !!globalPrivacyControl || doNotTrack === '1'
}

let isStarted = false

/**
 * Starts counter mode on this page, once for all script tags. Loaded only by the code that the server appends to the loader
 * where the school has enabled it, and never where there is a choice already.
 */
export async function start(kelisim: Kelisim, script: HTMLScriptElement): Promise<void> {
  const server = script.src.split('/', 3).join('/')
  // As in the loader, an invalid value counts as off.
  const isOff = (script.dataset.visits ?? 'on') !== 'on'
  if (isStarted || hasSignal() || isOff) return
  isStarted = true
  if (isSpokenFor(server)) await new Promise<void>(onceKnown)
  if (isSpokenFor(server)) return
  await activated()
  const stop = countPages({ server, hasChosen: () => !!kelisim.choice, isUntracked })
  kelisim.on('change', (choice) => choice && stop())
}
