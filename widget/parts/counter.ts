import type { Kelisim } from '../api.ts'
import { activated } from '../page/activated.ts'
import { isSpokenFor, onceKnown } from '../page/spoken-for.ts'
import { countPages } from '../visits/pages.ts'
import { isUntracked } from '../visits/untracked.ts'

/** Whether the browser asks not to be followed, in whichever of its two words. */
const hasSignal = () => {
  const { globalPrivacyControl, doNotTrack } = navigator as {
    globalPrivacyControl?: boolean
    doNotTrack?: string | null
  }
  return !!globalPrivacyControl || doNotTrack === '1'
}

let isStarted = false

/**
 * Starts the counter mode on this page, once however many tags it has. Brought by what the server writes behind the loader where
 * the school has decided for it, and nowhere else; not where there is a choice already.
 */
export async function start(kelisim: Kelisim, script: HTMLScriptElement): Promise<void> {
  const server = script.src.split('/', 3).join('/')
  // In doubt for the visitor, as in the loader: a broken value is no leave to count.
  const isOff = (script.dataset.visits ?? 'on') !== 'on'
  if (isStarted || hasSignal() || isOff) return
  isStarted = true
  if (isSpokenFor(server)) await new Promise<void>(onceKnown)
  if (isSpokenFor(server)) return
  await activated()
  const stop = countPages({ server, hasChosen: () => !!kelisim.choice, isUntracked })
  kelisim.on('change', (choice) => choice && stop())
}
