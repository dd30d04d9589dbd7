import type { Browser } from '@playwright/test'
import { openPage } from './open-page.ts'

/** An event of Chromium's trace: times in microseconds, `tdur` on the thread's own processor clock. */
interface TraceEvent {
  readonly name: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  readonly ts: number
  readonly dur?: number
  readonly tdur?: number
  readonly args?: { readonly data?: { readonly documentLoaderURL?: string } }
}

const CATEGORIES = ['devtools.timeline', 'v8', 'blink.user_timing']
const SCRIPT =
  /^(EvaluateScript|FunctionCall|RunMicrotasks|EventDispatch|TimerFire|FireAnimationFrame|v8\.)/
const SHOWN = 'bench-banner-shown'

/** Visits under a trace and answers the main thread's time in scripts until the banner is in view, in milliseconds. */
export async function measureScriptToBanner(
  browser: Browser,
  url: string,
  banner: string,
): Promise<number> {
  const { context, page } = await openPage(browser, url, 'loopback')
  try {
    await page.addInitScript(markBanner, [banner, SHOWN] as const)
    await browser.startTracing(page, { categories: CATEGORIES })
    await page.goto(url, { waitUntil: 'load' })
    const isMarked = (name: string) => performance.getEntriesByName(name).length > 0
    await page.waitForFunction(isMarked, SHOWN, { polling: 200 })
    const trace = JSON.parse((await browser.stopTracing()).toString())
    return sumScripts(trace.traceEvents, url)
  } finally {
    await context.close()
  }
}

/** Runs in the page: marks the frame in which the browser itself says that half of the banner is in view. */
function markBanner([selector, name]: readonly [string, string]) {
  const observer = new MutationObserver(() => {
    const banner = document.querySelector(selector)
    if (!banner) return
    observer.disconnect()
    new IntersectionObserver(
      ([entry], inView) => {
        if (!entry || entry.intersectionRatio < 0.5) return
        inView.disconnect()
        performance.mark(name)
      },
      { threshold: [0, 0.5] },
    ).observe(banner)
  })
  observer.observe(document, { childList: true, subtree: true })
}

function sumScripts(events: readonly TraceEvent[], url: string): number {
  const start = events.findLast(
    ({ name, args }) => name === 'navigationStart' && args?.data?.documentLoaderURL === url,
  )
  const shown = events.find(({ name, ts }) => name === SHOWN && start && ts > start.ts)
  if (!start || !shown) throw new Error(`the trace of ${url} shows no banner`)
  const scripts = events
    .filter(({ ph, pid, tid }) => ph === 'X' && pid === start.pid && tid === start.tid)
    .filter(({ name, ts }) => SCRIPT.test(name) && ts >= start.ts && ts < shown.ts)
    .sort((a, b) => a.ts - b.ts)
  let endsAt = 0
  let totalUs = 0
  for (const { ts, dur = 0, tdur = dur } of scripts) {
    // What runs inside another is counted with it.
    if (ts < endsAt) continue
    endsAt = ts + dur
    totalUs += tdur
  }
  return totalUs / 1000
}
