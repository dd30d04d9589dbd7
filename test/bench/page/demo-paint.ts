import type { Browser } from '@playwright/test'
import { CPU_SLOWDOWN, type Network, networks, SETTLE_MS } from './open-page.ts'

/** The largest thing painted on the demo school's home page. */
export interface LargestPaint {
  /** Milliseconds from navigation. */
  readonly ms: number
  /** Whether it is part of the banner. */
  readonly isBanner: boolean
}

/** Opens the demo, or the same page with the widget blocked, and reads its largest contentful paint. */
export async function readLargestPaint(
  browser: Browser,
  server: string,
  { withWidget, network }: { readonly withWidget: boolean; readonly network: Network },
): Promise<LargestPaint> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } })
  try {
    const page = await context.newPage()
    await page.goto(`${server}/health/live`)
    const devtools = await context.newCDPSession(page)
    await devtools.send('Network.enable')
    if (!withWidget) await devtools.send('Network.setBlockedURLs', { urls: ['*/widget.js'] })
    const conditions = networks[network]
    if (conditions) await devtools.send('Network.emulateNetworkConditions', conditions)
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN })
    await page.addInitScript(watchLargest)
    await page.goto(`${server}/demo/`, { waitUntil: 'load' })
    await page.waitForTimeout(SETTLE_MS)
    return await page.evaluate(() => (window as unknown as { largest: LargestPaint }).largest)
  } finally {
    await context.close()
  }
}

function watchLargest() {
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { element } = entry as unknown as { readonly element: Element | null }
      const isBanner = element?.closest('#kelisim') !== null && element !== null
      Object.assign(window, { largest: { ms: entry.startTime, isBanner } })
    }
  }).observe({ type: 'largest-contentful-paint', buffered: true })
}
