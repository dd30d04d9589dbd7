import { expect, test } from '../../support/browser/fixtures.ts'
import { findBanner } from '../../support/widget/banner.ts'
import { findMyData } from '../../support/widget/my-data-panel.ts'
import { panelSite } from '../../support/widget/panels.ts'
import { comparePicture } from '../../support/widget/picture.ts'

// README shows what a visitor sees. `npm run pictures` makes the pictures; here they are made anew and held against them.

test.use({ viewport: { width: 390, height: 700 }, deviceScaleFactor: 2, site: panelSite })

test('README shows the banner, the settings and the own data as the demo school shows them', async ({
  page,
  server,
}) => {
  await page.goto(`${server.url}/demo/`)
  const banner = findBanner(page)
  await expect(banner.region).toBeVisible()
  const differences = comparePicture('banner', await page.screenshot())

  await banner.settings.click()
  await expect(banner.dialog).toBeVisible()
  differences.push(...comparePicture('settings', await page.screenshot()))
  await page.keyboard.press('Escape')

  // The visit is one of the things that are shown.
  const visited = page.waitForResponse((response) => response.url().endsWith('/v1/visits'))
  await banner.accept.click()
  await expect(banner.region).toHaveCount(0)
  await visited
  await page.evaluate(() => {
    location.hash = '#kelisim-my-data'
  })
  const my = findMyData(page)
  await expect(my.button(my.words.actErase)).toBeVisible()
  differences.push(...comparePicture('my-data', await page.screenshot()))
  expect(differences).toEqual([])
})
