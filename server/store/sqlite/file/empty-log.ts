/** First and longest delay between attempts: a reader may be copying a large database for an hour. */
const FIRST_WAIT_MS = 1_000
const LONGEST_WAIT_MS = 60_000

/** Empties the write-ahead log, so that nothing erased remains in it. */
export interface LogEmptying {
  /** Tries now, without waiting. If another process is reading, it is retried until it works. @returns whether it is empty. */
  empty(): boolean
  /** Tries in a second, unless an attempt is scheduled already. */
  emptySoon(): void
  /** Stops retrying: the last connection to close a database deletes its log. */
  close(): void
}

/**
 * Creates the emptying of a log. Nobody waits for it: one thread serves everybody, and a reader may take as long as it likes.
 *
 * @param tryNow returns `false` where another process is reading or writing at this moment. An error counts as that: the data
 *   are erased, and the response does not depend on the log.
 */
export function createLogEmptying(tryNow: () => boolean): LogEmptying {
  let timer: ReturnType<typeof setTimeout> | undefined
  let waitMs = FIRST_WAIT_MS
  let isClosed = false

  const isEmptied = () => {
    try {
      return tryNow()
    } catch {
      return false
    }
  }

  function empty(): boolean {
    const isEmpty = isEmptied()
    if (isEmpty) stop()
    else if (timer === undefined) later()
    return isEmpty
  }

  function later() {
    if (isClosed) return
    timer = setTimeout(() => {
      timer = undefined
      waitMs = Math.min(2 * waitMs, LONGEST_WAIT_MS)
      empty()
    }, waitMs)
    timer.unref()
  }

  function stop() {
    clearTimeout(timer)
    timer = undefined
    waitMs = FIRST_WAIT_MS
  }

  return {
    empty,
    emptySoon() {
      if (timer === undefined) later()
    },
    close() {
      isClosed = true
      stop()
    },
  }
}
