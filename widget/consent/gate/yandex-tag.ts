import { now } from '../../page/builtins/now.ts'
import { loadScript, plainAddress, plainReferrer, type TagDeps, warnOfUngated } from './tag-deps.ts'

type Counter = ((...command: unknown[]) => void) & { a?: unknown[][]; l?: number }

/** What Metrica keeps in the browser. */
const KEPT = ['_ym*', 'yandexuid', 'yabs-*', 'ymex']

/**
 * Drives Yandex Metrica: its script loads once analytics is granted, without recording of sessions and clicks, and on
 * withdrawal the counter is switched off and what it kept is removed (TP-05).
 *
 * @param tag Number of the counter, and address of the script.
 */
export function createYandex(
  { counter, address }: { readonly counter: number; readonly address: string },
  { remove, warn }: TagDeps,
): (isGranted: boolean) => void {
  const page = window as unknown as Record<string, unknown> & { ym?: Counter }
  warnOfUngated(address, warn)
  let isLoaded = false
  let isOn: boolean | undefined

  return (isGranted) => {
    if (isGranted === isOn) return
    const wasOn = isOn
    isOn = isGranted
    page[`disableYaCounter${counter}`] = !isGranted
    if (!isGranted) {
      if (wasOn) page.ym?.(counter, 'destruct')
      return remove(KEPT)
    }
    page.ym ??= createQueue()
    page.ym(counter, 'init', {
      webvisor: false,
      clickmap: false,
      trackLinks: false,
      accurateTrackBounce: false,
      // The view is sent by itself, without query, fragment and title.
      defer: true,
      trackHash: false,
    })
    page.ym(counter, 'hit', plainAddress(), { referer: plainReferrer(), title: location.pathname })
    if (!isLoaded) loadScript(address)
    isLoaded = true
  }
}

/** Keeps commands until the script has come. */
function createQueue(): Counter {
  const queue: Counter = (...command) => {
    queue.a?.push(command)
  }
  queue.a = []
  queue.l = now()
  return queue
}
