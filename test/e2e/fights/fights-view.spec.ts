import type { Page } from '@playwright/test'
import { expect, test } from '../../support/browser/fixtures.ts'
import { untilKeeperCame } from '../../support/choice/keeper.ts'
import { expectAsked } from '../../support/page/gated-page.ts'
import { logWhole, SILENT } from '../../support/page/page-log.ts'
import { findBanner } from '../../support/widget/banner.ts'

// Pages that are seen otherwise than most: from right to left, enlarged four times, before they are seen at all.

/** Where every part of the widget stands that has a size, and how its words run. */
const readPlaces = (page: Page) =>
  page.locator('#kelisim *').evaluateAll((all) =>
    all
      .map((element) => ({
        ...element.getBoundingClientRect().toJSON(),
        direction: getComputedStyle(element).direction,
      }))
      .filter(({ width }) => width > 0),
  )

test('on a page that runs from right to left the widget runs as its own words do, in the same place, and nothing that asks is printed', async ({
  page,
  hostPages,
  beacons,
}) => {
  const log = logWhole(page)
  await page.goto(`${hostPages.crossSite}/pages/language/none.html`)
  const banner = findBanner(page)
  await expect(banner.region).toBeVisible()
  const wanted = await readPlaces(page)
  expect(wanted.length).toBeGreaterThan(8)
  await page.goto(`${hostPages.crossSite}/pages/fights/right-to-left.html`)
  await expectAsked(page, beacons)
  expect(await readPlaces(page)).toEqual(wanted)
  const others = page.locator('[id^=kelisim-placeholder] p, button[data-kelisim=settings]')
  await expect(others).toHaveCount(2)
  await expect(others.first()).toHaveCSS('direction', 'ltr')
  await expect(others.last()).toHaveCSS('direction', 'ltr')
  await banner.settings.click()
  const analytics = banner.switch('Аналитика және статистика')
  await expect(analytics).toHaveCSS('direction', 'ltr')
  const title = await banner.dialog.getByRole('heading').first().boundingBox()
  const close = await banner.close.boundingBox()
  expect(title?.x).toBeLessThan(close?.x ?? 0)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('heading', { level: 1 })).toHaveCSS('direction', 'rtl')
  // What asks is not for paper.
  await page.emulateMedia({ media: 'print' })
  await expect(banner.region).toBeHidden()
  await expect(others.last()).toBeHidden()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  expect(log).toEqual(SILENT)
})

test('AX-05 at 400 % on a small screen every word and button is reached by scrolling inside, and part of the page is seen', async ({
  page,
  hostPages,
  beacons,
}) => {
  const log = logWhole(page)
  // A window of 1280 × 1024 pixels, enlarged four times.
  await page.setViewportSize({ width: 320, height: 256 })
  await page.goto(`${hostPages.crossSite}/pages/fights/end-of-body.html`)
  await expectAsked(page, beacons)
  const banner = findBanner(page)
  expect((await banner.region.boundingBox())?.height).toBeLessThanOrEqual(256 * 0.75)
  const overhang = () =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  for (const part of [
    banner.region.getByRole('heading'),
    banner.policy,
    banner.region.getByText('18 жасқа толмаған'),
    banner.accept,
    banner.reject,
    banner.settings,
  ]) {
    await part.scrollIntoViewIfNeeded()
    await expect(part).toBeInViewport({ ratio: 0.95 })
  }
  expect(await overhang()).toBe(0)
  await banner.settings.click()
  await expect(banner.dialog).toBeInViewport({ ratio: 0.95 })
  for (const part of [banner.switch('Сыртқы қызметтер'), banner.save, banner.close]) {
    await part.scrollIntoViewIfNeeded()
    await expect(part).toBeInViewport({ ratio: 0.95 })
  }
  await banner.switch('Сыртқы қызметтер').click()
  expect(await overhang()).toBe(0)
  await banner.save.click()
  await beacons.expect([{ path: '/v1/consents', status: 201 }])
  await expect(banner.region).toBeHidden()
  expect(log).toEqual(SILENT)
})

test('TR-01 a page that the browser only prepares tells nothing, and is a visit once it is seen', async ({
  page,
  hostPages,
  beacons,
  server,
}) => {
  const log = logWhole(page)
  const keeper = untilKeeperCame(page)
  await page.goto(`${hostPages.crossSite}/pages/fights/end-of-body.html`)
  const banner = findBanner(page)
  await expect(banner.region).toBeVisible()
  await keeper
  // The server hears of the choice only on a later page.
  server.goOffline()
  await banner.accept.click()
  await expect(page.getByText('Таңдауыңыз серверде сақталмады')).toBeVisible()
  server.goOnline()
  beacons.clear()
  log.console.length = 0
  await page.addInitScript(() => {
    let prerendering = true
    Object.defineProperty(Document.prototype, 'prerendering', { get: () => prerendering })
    Object.assign(window, {
      activate() {
        prerendering = false
        document.dispatchEvent(new Event('prerenderingchange'))
      },
    })
  })
  const activate = () => page.evaluate(() => (window as unknown as { activate(): void }).activate())
  for (const expected of [
    [
      { path: '/v1/consents', status: 201 },
      { path: '/v1/visits', status: 202 },
    ],
    [{ path: '/v1/visits', status: 202 }],
  ]) {
    await page.goto(`${hostPages.crossSite}/pages/fights/prepared.html`)
    await expect(page.getByRole('heading', { name: 'Дайындалған бет' })).toBeVisible()
    await beacons.expectNone()
    await activate()
    await beacons.expect(expected)
    await page.goto('about:blank')
    await beacons.settle()
    await expect
      .poll(() => beacons.list().at(-1)?.body)
      .toMatchObject({
        visits: [{ durationMs: expect.any(Number) }],
      })
    beacons.clear()
  }
  expect(log).toEqual(SILENT)
})
