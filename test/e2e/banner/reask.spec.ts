import { expect, test } from '../../support/browser/fixtures.ts'
import { findBanner } from '../../support/widget/banner.ts'

// When the choice is asked for again, and when it is not. The clock is the browser's; the server's runs as it does.

const DAY_MS = 86_400_000
const EXPIRED = 'Алдыңғы таңдауыңыздың мерзімі өтті. Қайта таңдаңыз.'

for (const kind of ['accept', 'reject'] as const)
  test(`CB-10: after ${kind} there is no banner on day 179, and one that says why on day 181`, async ({
    page,
    hostPages,
    beacons,
  }) => {
    const url = `${hostPages.crossSite}/pages/school-kk.html`
    const startMs = Date.now()
    await page.goto(url)
    const banner = findBanner(page)
    await banner[kind].click()
    await beacons.waitFor(kind === 'accept' ? '/v1/visits' : '/v1/refusals')
    await page.clock.setFixedTime(startMs + 179 * DAY_MS)
    await page.reload()
    await beacons.settle()
    await expect(banner.region).toHaveCount(0)
    await page.clock.setFixedTime(startMs + 181 * DAY_MS)
    await page.reload()
    await expect(banner.region).toContainText(EXPIRED)
    await beacons.settle()
    // The page before may have said on leaving how long it was open; from here on nothing is sent.
    const sent = beacons.list().length
    await page.reload()
    await expect(banner.region).toContainText(EXPIRED)
    await beacons.settle()
    expect(beacons.list()).toHaveLength(sent)
  })

test('CB-11: after a refusal twenty loads show no banner and send nothing', async ({
  page,
  hostPages,
  beacons,
}) => {
  await page.goto(`${hostPages.crossSite}/pages/school-kk.html`)
  const banner = findBanner(page)
  await banner.reject.click()
  await beacons.expect([{ path: '/v1/refusals', status: 202 }])
  for (let load = 0; load < 20; load++) {
    await page.reload()
    // Not by a locator, which brings half a megabyte of its own to each page.
    const shown = await page.evaluate(async () => {
      await new Promise((resolve) => requestIdleCallback(resolve, { timeout: 500 }))
      return document.querySelectorAll('#kelisim section, dialog, [role=dialog]').length
    })
    expect(shown).toBe(0)
  }
  await beacons.settle()
  await expect(banner.region).toHaveCount(0)
  expect(beacons.list()).toHaveLength(1)
})
