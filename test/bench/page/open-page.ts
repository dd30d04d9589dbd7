import type { Browser } from '@playwright/test'

/** How much slower the page's processor is made, as for a cheap phone. */
export const CPU_SLOWDOWN = 4
/** Idle time after which nothing of a banner is still to come, in milliseconds. */
export const SETTLE_MS = 2_000

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

/** Opens a fresh context at the host's empty page, with processor and network slowed down. */
export async function openPage(browser: Browser, url: string, network: Network) {
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

/** Runs in the page: `window.isShown()` says whether at least half of the banner is in view and not transparent. */
export function defineIsShown(selector: string) {
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
  Object.assign(window, { isShown })
}
