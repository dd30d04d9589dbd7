/** How long a reader runs before it yields, in milliseconds. */
const TURN_MS = 4

/** Turns of the event loop that long reads yield. */
export interface Turns {
  /**
   * Resolves in a later turn: waiting requests and writes run first. One reader continues in each turn, so ten long reads
   * delay others no more than one does.
   */
  letOthersRun(): Promise<void>
  /** Returns a function to await between two queries of a long read: it yields if the turn has lasted long enough. */
  createGiveWay(): () => Promise<void>
}

/**
 * Creates the turns of one store. Never shared between stores: an isolate outlives the objects in it, and an evicted object
 * loses its scheduled turns, so others waiting in the same queue would hang.
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
