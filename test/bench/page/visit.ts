import type { Browser, CDPSession, Page } from '@playwright/test'
import type { Contestant } from './contestants.ts'

/** How much slower the page's processor is made, as for a cheap phone. */
export const CPU_SLOWDOWN = 4
/** Idle time after which nothing of a banner is still to come, in milliseconds. */
const SETTLE_MS = 2_000

/** Networks that a page is opened over. Slow 4G as Chromium's developer tools have it. */
export const networks = {
  loopback: undefined,
  'slow 4G': {
    offline: false,
    latency: 150,
    downloadThroughput: (1.6 * 1024 * 1024) / 8,
    uploadThroughput: (750 * 1024) / 8,
  },
} as const
export type Network = keyof typeof networks

/** One visit, without anything that watches frames. */
export interface QuietVisit {
  /** Main-thread time in scripts, processor time in milliseconds. */
  readonly scriptMs: number
  /** First contentful paint, milliseconds from navigation. */
  readonly paintMs: number
  readonly layoutShift: number
  readonly requests: number
  readonly wireBytes: number
}

/** One visit in which every frame is looked at until the banner is there. */
export interface WatchedVisit {
  /** Milliseconds from navigation to the first frame that shows half of the banner. */
  readonly shownMs: number
  /** Frames from the click on 'accept' to the first without the banner. */
  readonly framesToGone: number
}

/** Opens a fresh context at the host's empty page, with processor and network slowed down. */
async function open(browser: Browser, url: string, network: Network) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en' })
  const page = await context.newPage()
  await page.goto(`${url}empty`)
  const devtools = await context.newCDPSession(page)
  await devtools.send('Network.enable')
  const conditions = networks[network]
  if (conditions) await devtools.send('Network.emulateNetworkConditions', conditions)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN })
  return { context, page, devtools }
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
  const { context, page, devtools } = await open(browser, url, network)
  try {
    await devtools.send('Performance.enable', { timeDomain: 'threadTicks' })
    await page.addInitScript(watchPaint)
    const counted = countRequests(devtools)
    await page.goto(url, { waitUntil: 'load' })
    await page.waitForTimeout(SETTLE_MS)
    const { metrics } = await devtools.send('Performance.getMetrics')
    const seconds = metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? Number.NaN
    const { paintMs, layoutShift } = await page.evaluate(
      () => (window as unknown as { seen: { paintMs: number; layoutShift: number } }).seen,
    )
    return { scriptMs: seconds * 1000, paintMs, layoutShift, ...counted }
  } finally {
    await context.close()
  }
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

/** Visits, waits for the banner and accepts everything. */
export async function visitAndAccept(
  browser: Browser,
  url: string,
  network: Network,
  contestant: Contestant,
): Promise<WatchedVisit> {
  const { context, page } = await open(browser, url, network)
  try {
    await page.addInitScript(watchBanner, contestant.banner)
    await page.goto(url, { waitUntil: 'load' })
    const shownMs = await waitUntilShown(page, contestant)
    // What a banner does at its first showing is done before it is clicked.
    await page.waitForTimeout(SETTLE_MS)
    return { shownMs, framesToGone: await page.evaluate(acceptAndCount, contestant) }
  } finally {
    await context.close()
  }
}

async function waitUntilShown(page: Page, { name }: Contestant): Promise<number> {
  const read = () => (window as unknown as { shownMs?: number }).shownMs
  await page.waitForFunction(read, undefined, { polling: 100, timeout: 20_000 }).catch(() => {
    throw new Error(`${name} showed no banner`)
  })
  return (await page.evaluate(read)) ?? Number.NaN
}

/** Runs in the page: notes the first frame in which at least half of the banner is in view and not transparent. */
function watchBanner(selector: string) {
  const isShown = (): boolean => {
    const banner = document.querySelector(selector)
    if (!banner || getComputedStyle(banner).visibility !== 'visible') return false
    for (let at: Element | null = banner; at; at = at.parentElement) {
      const { opacity, display } = getComputedStyle(at)
      if (display === 'none' || Number(opacity) < 0.02) return false
    }
    const { top, bottom, left, right, width, height } = banner.getBoundingClientRect()
    const inView =
      Math.max(0, Math.min(right, innerWidth) - Math.max(left, 0)) *
      Math.max(0, Math.min(bottom, innerHeight) - Math.max(top, 0))
    return inView > 0 && inView >= (width * height) / 2
  }
  const look = () => {
    if (isShown()) Object.assign(window, { shownMs: performance.now() })
    else requestAnimationFrame(look)
  }
  Object.assign(window, { isShown })
  requestAnimationFrame(look)
}

/** Runs in the page: clicks 'accept', again where the first click did nothing, and counts frames until the banner is gone. */
const acceptAndCount = ({ accept }: Contestant): Promise<number> =>
  new Promise((resolve) => {
    const { isShown } = window as unknown as { isShown: () => boolean }
    let frames = 0
    const click = () => document.querySelector<HTMLElement>(accept)?.click()
    const count = () => {
      frames++
      if (!isShown()) resolve(frames)
      else {
        if (frames % 30 === 0) click()
        requestAnimationFrame(count)
      }
    }
    requestAnimationFrame(count)
    click()
  })
