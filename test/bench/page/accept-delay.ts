import type { Browser } from '@playwright/test'
import { findBanner } from '../../support/widget/banner.ts'
import { CPU_SLOWDOWN } from './open-page.ts'

/**
 * Clicks 'accept all' on a page where fifty scripts wait for consent, each of which works for some milliseconds, and
 * answers the time from the click to the next frame as Chromium measures it for INP, in milliseconds.
 */
export async function measureAcceptDelay(browser: Browser, pageUrl: string): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } })
  try {
    const page = await context.newPage()
    const devtools = await context.newCDPSession(page)
    await page.addInitScript(watchInteractions)
    await page.goto(pageUrl, { waitUntil: 'load' })
    const { accept, region } = findBanner(page)
    await accept.waitFor()
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN })
    await accept.click()
    await region.waitFor({ state: 'hidden' })
    const scripts = () => (window as unknown as { ran: number[] }).ran.length === 50
    await page.waitForFunction(scripts, undefined, { polling: 100 })
    return await page.evaluate(() => (window as unknown as { longestMs: number }).longestMs)
  } finally {
    await context.close()
  }
}

function watchInteractions() {
  const kept = Object.assign(window as unknown as { longestMs: number }, { longestMs: 0 })
  new PerformanceObserver((list) => {
    for (const { name, duration } of list.getEntries())
      if (/^(pointer|mouse|click)/.test(name)) kept.longestMs = Math.max(kept.longestMs, duration)
  }).observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit)
}
