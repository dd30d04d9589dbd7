/** A reader goes on for so long before others get their turn, in milliseconds. */
const TURN_MS = 4

const waiting: (() => void)[] = []

function runNext() {
  waiting.shift()?.()
  if (waiting.length > 0) setImmediate(runNext)
}

/**
 * Resolves in a later turn of the event loop: requests and writes that wait get theirs before. One reader goes on in each turn,
 * so that ten long ones keep others waiting no longer than one does.
 */
export const letOthersRun = (): Promise<void> =>
  new Promise((resolve) => {
    waiting.push(resolve)
    if (waiting.length === 1) setImmediate(runNext)
  })

/** Makes what a long reading awaits between two queries: it gives way where the turn has lasted long enough. */
export function createGiveWay(): () => Promise<void> {
  let sinceMs = performance.now()
  return async () => {
    if (performance.now() - sinceMs < TURN_MS) return
    await letOthersRun()
    sinceMs = performance.now()
  }
}
