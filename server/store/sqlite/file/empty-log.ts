/** First wait before a further try, and the longest: a reader may be a copy of a large database that takes an hour. */
const FIRST_WAIT_MS = 1_000
const LONGEST_WAIT_MS = 60_000

/** Empties the write-ahead log, so that nothing of what was erased is left in it. */
export interface LogEmptying {
  /** Tries now, without waiting for anybody. Where another process reads, it is tried again until it has worked. @returns whether it is empty. */
  empty(): boolean
  /** Tries in a second, unless that is about to be tried already. */
  emptySoon(): void
  /** Ends the trying: the last one to close a database takes its log away. */
  close(): void
}

/**
 * Makes what empties the log. Nobody waits for it: one thread serves everybody, and a reader may take as long as it likes.
 *
 * @param tryNow answers `false` where another process reads or writes at this moment. An error counts as that: what was erased
 *   is erased, and its answer does not depend on the log.
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
