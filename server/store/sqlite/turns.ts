/** A reader goes on for so long before others get their turn, in milliseconds. */
const TURN_MS = 4

/** Turns of the event loop that long readers give to others. */
export interface Turns {
  /**
   * Resolves in a later turn: requests and writes that wait get theirs before. One reader goes on in each turn, so that ten long
   * ones keep others waiting no longer than one does.
   */
  letOthersRun(): Promise<void>
  /** Makes what a long reading awaits between two queries: it gives way where the turn has lasted long enough. */
  createGiveWay(): () => Promise<void>
}

/**
 * Makes the turns of one store. Never shared between two: an isolate outlives the objects in it, and with an object that is evicted
 * goes what it had meant to do in a later turn. Whoever waited in the same row would wait for ever.
 */
export function createTurns(): Turns {
  const waiting: (() => void)[] = []
  const runNext = () => {
    waiting.shift()?.()
    if (waiting.length > 0) setImmediate(runNext)
  }
  const letOthersRun = (): Promise<void> =>
    new Promise((resolve) => {
      waiting.push(resolve)
      if (waiting.length === 1) setImmediate(runNext)
    })
  return {
    letOthersRun,
    createGiveWay() {
      let sinceMs = performance.now()
      return async () => {
        if (performance.now() - sinceMs < TURN_MS) return
        await letOthersRun()
        sinceMs = performance.now()
      }
    },
  }
}
