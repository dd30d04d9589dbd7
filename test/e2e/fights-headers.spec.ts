import { findBanner } from '../support/banner.ts'
import { expect, test } from '../support/fixtures.ts'
import { expectWholeVisit, ran } from '../support/gated-page.ts'
import { logWhole, SILENT } from '../support/page-log.ts'
import { can } from '../support/saved-choice.ts'

// Pages whose headers shut others out.

test('a page that embeds nothing without leave of its owner gets every part of the widget, and the choice is stored', async ({
  page,
  hostPages,
  beacons,
}) => {
  const log = logWhole(page)
  await expectWholeVisit(page, `${hostPages.crossSite}/pages/fights/embedder-policy.html`, beacons)
  // The headers do what they say: only such a page gets this.
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true)
  await expect(page.getByRole('table')).toBeVisible()
  await expect(page.locator('form')).toBeVisible()
  await page.getByRole('link', { name: 'Деректерім' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: 'Cookie баптаулары' }).click()
  await findBanner(page).withdraw.click()
  await expect(page.getByRole('button', { name: 'Бір рет жүктеу' })).toBeVisible()
  await beacons.settle()
  expect(beacons.list().at(-1)).toMatchObject({ status: 201 })
  expect(beacons.list().at(-1)?.path).toMatch(/withdrawal$/)
  expect(await can(page, 'analytics')).toBe(false)
  await page.reload()
  await expect(page.getByRole('button', { name: 'Бір рет жүктеу' })).toBeVisible()
  await expect(findBanner(page).region).toBeHidden()
  expect(await ran(page)).toEqual([])
  expect(log).toEqual(SILENT)
})
