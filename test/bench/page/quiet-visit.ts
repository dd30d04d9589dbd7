import type { Browser, CDPSession } from '@playwright/test'
import { type Network, openPage, SETTLE_MS } from './open-page.ts'

/** One visit, in which nothing watches frames. */
export interface QuietVisit {
  /** Main-thread time in scripts until nothing more comes, processor time in milliseconds. */
  readonly scriptInAllMs: number
  /** First contentful paint, milliseconds from navigation. */
  readonly paintMs: number
  readonly layoutShift: number
  readonly requests: number
  readonly wireBytes: number
}

const countRequests = (devtools: CDPSession) => {
  const counted = { requests: 0, wireBytes: 0 }
  devtools.on('Network.loadingFinished', ({ encodedDataLength }) => {
    counted.requests++
    counted.wireBytes += encodedDataLength
  })
  return counted
}

/** Visits and leaves the page alone. */
export async function visitQuietly(
  browser: Browser,
  url: string,
  network: Network,
): Promise<QuietVisit> {
  const { context, page, devtools } = await openPage(browser, url, network)
  try {
    await devtools.send('Performance.enable', { timeDomain: 'threadTicks' })
    await page.addInitScript(watchPaint)
    const counted = countRequests(devtools)
    await page.goto(url, { waitUntil: 'load' })
    await page.waitForTimeout(SETTLE_MS)
    const scriptInAllMs = await readScriptMs(devtools)
    const { paintMs, layoutShift } = await page.evaluate(
      () => (window as unknown as { seen: { paintMs: number; layoutShift: number } }).seen,
    )
    return { scriptInAllMs, paintMs, layoutShift, ...counted }
  } finally {
    await context.close()
  }
}

async function readScriptMs(devtools: CDPSession): Promise<number> {
  const { metrics } = await devtools.send('Performance.getMetrics')
  return (metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? Number.NaN) * 1000
}

function watchPaint() {
  const seen = { paintMs: Number.NaN, layoutShift: 0 }
  Object.assign(window, { seen })
  new PerformanceObserver((list) => {
    for (const { name, startTime } of list.getEntries())
      if (name === 'first-contentful-paint') seen.paintMs = startTime
  }).observe({ type: 'paint', buffered: true })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      seen.layoutShift += (entry as unknown as { value: number }).value
  }).observe({ type: 'layout-shift', buffered: true })
}
