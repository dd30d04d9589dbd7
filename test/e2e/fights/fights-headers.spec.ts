import { expect, test } from '../../support/browser/fixtures.ts'
import { expectOwnDataAndWithdrawal, expectWholeVisit, ran } from '../../support/page/gated-page.ts'
import { logWhole, SILENT } from '../../support/page/page-log.ts'
import { findBanner } from '../../support/widget/banner.ts'

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
  await expectOwnDataAndWithdrawal(page, beacons)
  await page.reload()
  await expect(page.getByRole('button', { name: 'Бір рет жүктеу' })).toBeVisible()
  await expect(findBanner(page).region).toBeHidden()
  expect(await ran(page)).toEqual([])
  expect(log).toEqual(SILENT)
})
