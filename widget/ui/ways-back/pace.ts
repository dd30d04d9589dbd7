/** Interval at which a page that changes all the time is checked for visible links. */
const PAUSE_MS = 1_000

/** Throttles a function: calls it at once, and for all further calls within the pause once after it. */
export function pace(call: () => void): () => void {
  let isWished = false
  let isPausing = false
  const run = (): void => {
    isWished = isPausing
    if (isPausing) return
    call()
    isPausing = true
    setTimeout(() => {
      isPausing = false
      if (isWished) run()
    }, PAUSE_MS)
  }
  return run
}

/** Long enough for a scrolling page to have stopped. */
const REST_MS = 100
/** Maximum share of the time spent on a page that changes all the time. */
const SHARE = 0.01

/** Schedules work that is expensive in a large page. */
export interface Rest {
  /** Calls once the visitor has stopped scrolling. */
  onMove(): void
  /**
   * Calls later, and seldom for a page that changes all the time. Where the change is not relevant, it calls only if the
   * page's height has changed.
   */
  onChange(isMeant: boolean): void
}

/** @param call receives whether the visitor moved the page. */
export function createRest(call: (isMoved: boolean) => void): Rest {
  let timer: ReturnType<typeof setTimeout> | undefined
  let pauseMs = REST_MS
  let isWished = false
  let heightPx = 0
  const run = (isMoved: boolean): void => {
    timer = undefined
    const { scrollHeight } = document.documentElement
    if (!isMoved && !isWished && scrollHeight === heightPx) return
    heightPx = scrollHeight
    isWished = false
    const startMs = performance.now()
    call(isMoved)
    pauseMs = Math.max(REST_MS, (performance.now() - startMs) / SHARE)
  }
  return {
    onMove() {
      clearTimeout(timer)
      timer = setTimeout(run, REST_MS, true)
    },
    onChange(isMeant) {
      isWished ||= isMeant
      timer ??= setTimeout(run, pauseMs, false)
    },
  }
}
