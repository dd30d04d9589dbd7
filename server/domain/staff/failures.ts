const WINDOW_MS = 15 * 60_000
/**
 * Maximum keys stored. Each failure takes a verification of a tenth of a second, one at a time, so fewer fit into the window.
 * Beyond it the key that has been idle longest is dropped.
 */
const MAX_KEYS = 10_000

/** Failures of the last 15 minutes by key. Kept in memory, for one process. */
export interface Failures {
  /** Returns the milliseconds until the key has fewer than `atMost` failures; 0 where it has. */
  waitMs(key: string, atMost: number, nowMs: number): number
  add(key: string, nowMs: number): void
  /** Removes a failure that turned out not to be one. */
  takeBack(key: string, atMs: number): void
  forget(key: string): void
}

/** Starts empty. */
export function createFailures(): Failures {
  const timesByKey = new Map<string, readonly number[]>()
  const read = (key: string, nowMs: number) =>
    (timesByKey.get(key) ?? []).filter((atMs) => nowMs - atMs < WINDOW_MS)
  return {
    waitMs(key, atMost, nowMs) {
      const times = read(key, nowMs)
      const first = times[times.length - atMost]
      return first === undefined ? 0 : first + WINDOW_MS - nowMs
    },
    add(key, nowMs) {
      const times = [...read(key, nowMs), nowMs]
      timesByKey.delete(key)
      timesByKey.set(key, times)
      const [oldest] = timesByKey.keys()
      if (timesByKey.size > MAX_KEYS && oldest !== undefined) timesByKey.delete(oldest)
    },
    takeBack(key, atMs) {
      const times = [...(timesByKey.get(key) ?? [])]
      const index = times.lastIndexOf(atMs)
      if (index >= 0) times.splice(index, 1)
      if (times.length === 0) timesByKey.delete(key)
      else timesByKey.set(key, times)
    },
    forget(key) {
      timesByKey.delete(key)
    },
  }
}
