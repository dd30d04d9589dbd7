import type { Page } from '@playwright/test'
import { findBanner } from '../support/banner.ts'
import { expect, test } from '../support/fixtures.ts'
import { ran } from '../support/gated-page.ts'
import { logWhole, SILENT } from '../support/page-log.ts'
import { EMPTY_DEVICE, readDevice } from '../support/read-device.ts'
import { can } from '../support/saved-choice.ts'

// Visitors whose browser hides or blocks the widget, and visitors who are quicker than it, human or not.

const path = '/pages/fights/everything.html'
const once = (page: Page) => page.getByRole('button', { name: 'Бір рет жүктеу' })

test('a content blocker that hides the banner leaves everything refused, and page and placeholders can be used', async ({
  page,
  hostPages,
  beacons,
}) => {
  const log = logWhole(page)
  // As strong as a blocker's own style sheet: a layer that was there first wins over what is important in a later one.
  await page.addInitScript(() => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync('@layer blocker { #kelisim { display: none !important } }')
    document.adoptedStyleSheets = [sheet]
  })
  await page.goto(hostPages.crossSite + path)
  await expect(page.locator('#kelisim')).toHaveCount(1)
  await expect(findBanner(page).region).toBeHidden()
  for (const name of ['Cookie баптаулары', 'Деректерім']) {
    await page.getByRole('link', { name }).click()
    await beacons.settle()
    // Nothing that nobody sees holds the page up.
    await expect(page.locator('dialog')).toHaveCount(0)
  }
  expect(await ran(page)).toEqual([])
  expect(await can(page, 'external')).toBe(false)
  expect(await readDevice(page)).toEqual(EMPTY_DEVICE)
  await once(page).click()
  await expect(page.locator('iframe[src]')).toBeVisible()
  await beacons.expectNone()
  expect(log).toEqual(SILENT)
})

test('a content blocker that keeps the script away leaves everything refused, and every link and form of the page works', async ({
  page,
  hostPages,
  beacons,
}) => {
  const log = logWhole(page)
  await page.route('**/widget.js', (route) => route.abort('blockedbyclient'))
  await page.goto(`${hostPages.crossSite}/pages/first-page.html`)
  await page.getByRole('link', { name: 'Cookie баптаулары' }).click()
  await page.getByRole('link', { name: 'Екінші бетке' }).click()
  await expect(page.getByRole('heading', { name: 'Екінші бет' })).toBeVisible()
  await page.goto(hostPages.crossSite + path)
  await beacons.expectNone()
  expect(await ran(page)).toEqual([])
  await expect(page.locator('iframe[src], #kelisim')).toHaveCount(0)
  expect(await readDevice(page)).toEqual(EMPTY_DEVICE)
  expect(log.uncaught).toEqual([])
  // The browser's line on what was blocked, on each page.
  expect(log.console).toHaveLength(3)
})

test('the first click in the first frame in which the banner is seen counts, though what keeps it is still on its way', async ({
  page,
  hostPages,
  beacons,
}) => {
  const log = logWhole(page)
  await page.addInitScript(() => {
    const look = () => {
      const button = document.querySelector<HTMLElement>('.kelisim-banner button')
      if (!button?.getBoundingClientRect().height) return requestAnimationFrame(look)
      const { left, top, width, height } = button.getBoundingClientRect()
      const hit = document.elementFromPoint(left + width / 2, top + height / 2)
      Object.assign(window, { hit: hit === button })
      return (hit as HTMLElement | null)?.click()
    }
    requestAnimationFrame(look)
  })
  await page.route('**/assets/consent-*', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 300))
    await route.continue()
  })
  await page.goto(hostPages.crossSite + path)
  await beacons.expect([
    { path: '/v1/consents', status: 201 },
    { path: '/v1/visits', status: 202 },
  ])
  expect(await page.evaluate(() => (window as unknown as { hit: boolean }).hit)).toBe(true)
  // Tools that work a browser are shown what people are shown.
  expect(await page.evaluate(() => navigator.webdriver)).toBe(true)
  await expect(findBanner(page).region).toBeHidden()
  await expect.poll(() => ran(page)).toEqual(['analytics', 'external'])
  expect(log).toEqual(SILENT)
})

test('a page is painted before any file of the widget has come, and the widget asks for no style sheet', async ({
  page,
  hostPages,
  beacons,
}) => {
  const log = logWhole(page)
  const kinds: string[] = []
  page.on('request', (request) => kinds.push(request.resourceType()))
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  for (const files of ['**/widget.js', '**/assets/**']) {
    await page.route(files, async (route) => {
      await held
      await route.continue()
    })
  }
  await page.goto(`${hostPages.crossSite}/pages/first-page.html`, { waitUntil: 'commit' })
  const paints = () => page.evaluate(() => performance.getEntriesByType('paint').length)
  await expect.poll(paints).toBeGreaterThan(0)
  await expect(page.locator('#kelisim')).toHaveCount(0)
  release()
  await expect(findBanner(page).region).toBeVisible()
  await beacons.expectNone()
  await findBanner(page).settings.click()
  await expect(findBanner(page).dialog).toBeVisible()
  expect(kinds).toContain('script')
  expect(kinds.filter((kind) => !['document', 'script', 'fetch', 'other'].includes(kind))).toEqual(
    [],
  )
  await expect(page.locator('style, link')).toHaveCount(0)
  expect(log).toEqual(SILENT)
})
