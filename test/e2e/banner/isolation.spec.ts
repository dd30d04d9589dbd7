import type { Page } from '@playwright/test'
import { expect, test } from '../../support/browser/fixtures.ts'
import { findBanner } from '../../support/widget/banner.ts'
import { readContrast, readStyles } from '../../support/widget/computed-style.ts'

// The page's styles do not reach the banner, the banner's do not reach the page, and both are in one document.

/** What a visitor sees of the banner: how each of its elements is drawn, and where. */
const readLook = async (page: Page) => {
  const elements = findBanner(page).region.locator('xpath=descendant-or-self::*')
  const styles = await readStyles(elements)
  const boxes = await elements.evaluateAll((all) =>
    all.map((element) => JSON.stringify(element.getBoundingClientRect())),
  )
  return styles.map((style, index) => ({ ...style, box: boxes[index] }))
}

test('a page that overrules every style changes nothing of banner and settings, which stay usable', async ({
  page,
  hostPages,
  beacons,
}) => {
  await page.goto(`${hostPages.crossSite}/pages/language/none.html`)
  const banner = findBanner(page)
  await expect(banner.region).toBeVisible()
  const wanted = await readLook(page)

  await page.goto(`${hostPages.crossSite}/pages/hostile-styles.html`)
  await expect(banner.region).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Мектеп' })).toBeHidden()
  expect(await readLook(page)).toEqual(wanted)
  expect((await readContrast(banner.reject)).text).toBeGreaterThanOrEqual(4.5)
  await banner.settings.click()
  await expect(banner.dialog).toBeVisible()
  await banner.switch('Аналитика және статистика').click()
  await expect(banner.switch('Аналитика және статистика')).toBeChecked()
  await page.keyboard.press('Escape')
  await banner.reject.click()
  await expect(banner.region).toBeHidden()
  await expect(page.getByText('Таңдауыңыз сақталды.')).toBeVisible()
  await beacons.expect([{ path: '/v1/refusals', status: 202 }])
})

const SAMPLES = 'html, body, body > main, body > main *'
/** Room to scroll past the banner (AX-02) is all that the page gets. */
const GIVEN = /^scroll-padding-(bottom|block-end)$/

test('banner and settings change no style and no place of anything on the page', async ({
  page,
  hostPages,
}) => {
  const url = `${hostPages.crossSite}/pages/samples.html`
  const read = async () => {
    const styles = await readStyles(page.locator(SAMPLES))
    const boxes = await page
      .locator('body > main *')
      .evaluateAll((all) => all.map((element) => JSON.stringify(element.getBoundingClientRect())))
    return {
      boxes,
      styles: styles.map((style) => Object.entries(style).filter(([name]) => !GIVEN.test(name))),
    }
  }
  await page.route('**/widget.js', (route) => route.abort())
  await page.goto(url)
  const before = await read()
  expect(before.boxes.length).toBeGreaterThan(15)
  await page.unroute('**/widget.js')
  await page.reload()
  const banner = findBanner(page)
  await expect(banner.region).toBeVisible()
  expect(await read()).toEqual(before)
  await banner.settings.click()
  await expect(banner.dialog).toBeVisible()
  expect((await read()).boxes).toEqual(before.boxes)
  await banner.close.click()
  await banner.reject.click()
  await expect(page.getByText('Таңдауыңыз сақталды.')).toBeVisible()
  expect(await read()).toEqual(before)
})

const readViolations = (page: Page) =>
  page.evaluate(() => (window as unknown as { violations: string[] }).violations)

test('a page with the strictest security policy shows the banner in full and reports no violation', async ({
  page,
  hostPages,
  beacons,
}) => {
  await page.addInitScript(() => {
    const violations: string[] = []
    Object.assign(window, { violations })
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      violations.push(`${violatedDirective} ${blockedURI}`)
    })
  })
  await page.goto(`${hostPages.crossSite}/pages/language/none.html`)
  const banner = findBanner(page)
  await expect(banner.region).toBeVisible()
  const wanted = await readLook(page)

  await page.goto(`${hostPages.crossSite}/pages/strict-csp.html`)
  await expect(banner.region).toBeVisible()
  expect(await readLook(page)).toEqual(wanted)
  await banner.settings.click()
  await banner.switch('Аналитика және статистика').click()
  await banner.save.click()
  await expect(page.getByText('Таңдауыңыз сақталды.')).toBeVisible()
  await beacons.expect([
    { path: '/v1/consents', status: 201 },
    { path: '/v1/visits', status: 202 },
  ])
  expect(await readViolations(page)).toEqual([])
})
