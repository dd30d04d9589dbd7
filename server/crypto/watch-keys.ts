import type { Keys } from './open-keys.ts'

/** How often a server checks for a new generation, in milliseconds. Reading the few rows takes some microseconds. */
export const LOOK_EVERY_MS = 2_000

/** How long a key rotation waits until every running server has certainly read the new generation, in milliseconds. */
export const SEEN_BY_ALL_MS = 5 * LOOK_EVERY_MS

type Report = (
  event: 'key_refresh_failed' | 'key_generation_unknown',
  ids: readonly number[],
) => void

/**
 * Makes a running server notice a generation that another process has added.
 *
 * @param report is called for a failed read, and once for generations whose secret is not configured.
 * @returns a function that stops watching.
 */
export function watchKeys(keys: Keys, report: Report): () => void {
  let told = ''
  const look = async () => {
    try {
      await keys.refresh()
    } catch {
      report('key_refresh_failed', [])
      return
    }
    const unknown = keys.ring.unknownIds()
    if (unknown.length > 0 && unknown.join() !== told) report('key_generation_unknown', unknown)
    told = unknown.join()
  }
  const timer = setInterval(() => void look(), LOOK_EVERY_MS)
  timer.unref()
  return () => clearInterval(timer)
}
