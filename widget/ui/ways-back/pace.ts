/** Of a page that never rests, a clock or a ticker, it is looked this often whether its links can still be seen. */
const PAUSE_MS = 1_000

/** Calls at once, and of all further wishes within a pause once after it. */
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

/** Long enough for a scrolling page to have come to rest. */
const REST_MS = 100
/** Of the time of a page that changes all the time, this much is taken at most. */
const SHARE = 0.01

/** Wishes for what is dear in a large page. */
export interface Rest {
  /** Calls once the visitor has come to rest. */
  onMove(): void
  /** Calls later, and of a page that never rests seldom, if the page is as high as before only where this matters. */
  onChange(isMeant: boolean): void
}

/** @param call Is told whether it was the visitor who moved the page. */
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
