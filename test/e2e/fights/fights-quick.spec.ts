import { expect, test } from '../../support/browser/fixtures.ts'
import { ran } from '../../support/page/gated-page.ts'
import { holdBack } from '../../support/page/hold-back.ts'
import { logWhole, SILENT } from '../../support/page/page-log.ts'
import { findBanner } from '../../support/widget/banner.ts'

// Visitors who are quicker than the widget, human or not.

const path = '/pages/fights/everything.html'

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
  const letLoaderCome = await holdBack(page, '**/widget.js')
  const letPartsCome = await holdBack(page, '**/assets/**')
  await page.goto(`${hostPages.crossSite}/pages/first-page.html`, { waitUntil: 'commit' })
  const paints = () => page.evaluate(() => performance.getEntriesByType('paint').length)
  await expect.poll(paints).toBeGreaterThan(0)
  await expect(page.locator('#kelisim')).toHaveCount(0)
  letLoaderCome()
  letPartsCome()
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
