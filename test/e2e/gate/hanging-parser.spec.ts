import type { Page } from '@playwright/test'
import { expect, test } from '../../support/browser/fixtures.ts'
import { readDevice } from '../../support/choice/read-device.ts'
import { can, choiceIn } from '../../support/choice/saved-choice.ts'
import { holdBack } from '../../support/page/hold-back.ts'
import { logWhole, SILENT } from '../../support/page/page-log.ts'
import { findBanner } from '../../support/widget/banner.ts'

// A page that is not read to its end, since a script of its own waits for a host that does not answer.

const PAGE = `<!doctype html><html lang="kk"><head><meta charset="utf-8">
<title>Тұрып қалған бет</title><link rel="icon" href="data:,">
<script src="{{server}}/widget.js" async></script></head><body><h1>Тұрып қалған бет</h1>
<p id="ran"></p>
<script type="text/plain" data-category="analytics">ran.textContent += 'analytics '</script>
<script type="text/plain" data-category="external">ran.textContent += 'external '</script>
<script src="/pages/counter-that-hangs.js"></script>
<p>Қалғаны</p><a href="#kelisim-settings">Cookie баптаулары</a></body></html>`

const isBeingRead = (page: Page) => page.evaluate(() => document.readyState === 'loading')
const rest = (page: Page) => page.getByText('Қалғаны')

test('a page that hangs while it is read asks all the same, once, and keeps and follows the answer', async ({
  page,
  hostPages,
  beacons,
}) => {
  const log = logWhole(page)
  const { region, settings, save, ...banner } = findBanner(page)
  hostPages.write(PAGE)
  await page.route('**/counter-that-hangs.js', (route) => route.fulfill({ body: '' }))
  const answer = await holdBack(page, '**/counter-that-hangs.js')
  await page.goto(`${hostPages.crossSite}/written`, { waitUntil: 'commit' })
  await expect(region).toBeVisible()
  expect(await isBeingRead(page)).toBe(true)
  expect(beacons.list()).toEqual([])
  await expect(page.locator('#ran')).toHaveText('')

  await settings.click()
  await banner.switch('Аналитика және статистика').click()
  await save.click()
  await expect(page.locator('#ran')).toHaveText('analytics')
  await expect(region).toBeHidden()
  await beacons.waitFor('/v1/visits')
  expect(await isBeingRead(page)).toBe(true)
  expect(choiceIn((await readDevice(page)).local)).toMatch(/^granted~.*~analytics~/)

  // Read to its end after all: nobody is asked again, nothing runs twice.
  answer()
  await expect(rest(page)).toBeVisible()
  await beacons.expect([
    { path: '/v1/consents', status: 201 },
    { path: '/v1/visits', status: 202 },
  ])
  await expect(region).toBeHidden()
  await expect(page.locator('#kelisim')).toHaveCount(1)
  await expect(page.locator('#ran')).toHaveText('analytics')
  expect(await can(page, 'external')).toBe(false)
  expect(log).toEqual(SILENT)
})

test('who has not answered by the time that a hanging page is whole is asked by the banner that is there', async ({
  page,
  hostPages,
  beacons,
}) => {
  const { region } = findBanner(page)
  hostPages.write(PAGE)
  await page.route('**/counter-that-hangs.js', (route) => route.fulfill({ body: '' }))
  const answer = await holdBack(page, '**/counter-that-hangs.js')
  await page.goto(`${hostPages.crossSite}/written`, { waitUntil: 'commit' })
  await expect(region).toBeVisible()
  await region.evaluate((element) => {
    element.dataset.first = ''
  })
  answer()
  await expect(rest(page)).toBeVisible()
  await beacons.expectNone()
  await expect(region).toHaveCount(1)
  await expect(page.locator('.kelisim-banner[data-first]')).toBeVisible()
  await expect(page.locator('#kelisim')).toHaveCount(1)
})
