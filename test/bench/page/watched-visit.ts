import type { Browser, Page } from '@playwright/test'
import type { Contestant } from './contestants.ts'
import { defineIsShown, type Network, openPage, SETTLE_MS } from './open-page.ts'

/** One visit in which every frame is looked at until the banner is there. */
export interface WatchedVisit {
  /** Milliseconds from navigation to the first frame that shows half of the banner. */
  readonly shownMs: number
  /** Frames from the click on 'accept' to the first without the banner. */
  readonly framesToGone: number
}

/** Visits, waits for the banner and accepts everything. */
export async function visitAndAccept(
  browser: Browser,
  url: string,
  network: Network,
  contestant: Contestant,
): Promise<WatchedVisit> {
  const { context, page } = await openPage(browser, url, network)
  try {
    await page.addInitScript(defineIsShown, contestant.banner)
    await page.addInitScript(watchBanner)
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

/** Runs in the page: notes the first frame that shows the banner. */
function watchBanner() {
  const { isShown } = window as unknown as { isShown: () => boolean }
  const look = () => {
    if (isShown()) Object.assign(window, { shownMs: performance.now() })
    else requestAnimationFrame(look)
  }
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
