import { realSite } from '../../support/app/real-site.ts'
import { expect, test } from '../../support/browser/fixtures.ts'
import { EMPTY_DEVICE, readDevice } from '../../support/choice/read-device.ts'
import { readRows } from '../../support/database/read-rows.ts'
import { holdBack } from '../../support/page/hold-back.ts'
import { logPage } from '../../support/page/page-log.ts'
import { findBanner } from '../../support/widget/banner.ts'

// Pages on which consent is never asked: for children, or the whole site.

const PAGE = '/pages/children/index.html'
const counted = () => (window as unknown as { counted?: boolean }).counted

test.describe('a page on the list', () => {
  test.use({ site: { ...realSite, neverAsk: ['/pages/%43hildren/*'] } })

  test('CB-17, MI-05: shows no banner, stores nothing, asks no permission and runs only what is necessary', async ({
    page,
    hostPages,
    beacons,
    requestedUrls,
  }) => {
    const log = logPage(page)
    await page.goto(hostPages.crossSite + PAGE)
    // The frame keeps its place, with a link and nothing to agree to.
    await expect(page.getByRole('group').getByRole('link')).toBeVisible()
    await beacons.expectNone()
    await expect(findBanner(page).region).toHaveCount(0)
    await expect(page.getByRole('button')).toHaveCount(0)
    expect(await page.evaluate(counted)).toBeUndefined()
    expect(await readDevice(page)).toEqual(EMPTY_DEVICE)
    expect(requestedUrls.filter((url) => /video\.example|\/ui-/.test(url))).toEqual([])
    expect(await page.evaluate(() => (window as unknown as { asked: string[] }).asked)).toEqual([])
    expect(log).toEqual({ lines: [], uncaught: [] })
  })

  test('CB-17, TR-12: holds for who has allowed everything elsewhere; nothing can be granted there, and no visit is sent', async ({
    page,
    hostPages,
    beacons,
    server,
  }) => {
    await page.goto(`${hostPages.crossSite}/pages/first-page.html`)
    await findBanner(page).accept.click()
    await beacons.waitFor('/v1/visits')
    await beacons.settle()
    beacons.clear()
    await page.goto(hostPages.crossSite + PAGE)
    await beacons.settle()
    expect(await page.evaluate(counted)).toBeUndefined()
    const outcome = await page.evaluate(() =>
      (window.kelisim as { choose(grants: object): Promise<string> }).choose({
        purposes: { analytics: true, external: true },
      }),
    )
    expect(outcome).toBe('not_stored')
    await beacons.settle()
    const paths = beacons.list().map(({ path, body }) => path + JSON.stringify(body))
    expect(paths.filter((path) => path.includes('children'))).toEqual([])
    expect(readRows(server, 'consent_records')).toHaveLength(1)
    // Elsewhere the choice holds on.
    await page.goto(`${hostPages.crossSite}/pages/second-page.html`)
    await beacons.waitFor('/v1/visits')
    await expect(findBanner(page).region).toHaveCount(0)
  })

  test('CB-17: a single-page site that goes there takes its banner away, and brings it back on the way out', async ({
    page,
    hostPages,
    beacons,
  }) => {
    const go = (path: string) =>
      page.evaluate((to) => {
        history.pushState(null, '', to)
        document.body.append(document.createElement('p'))
      }, path)
    const letGateCome = await holdBack(page, '**/assets/gate-*.js')
    await page.goto(`${hostPages.crossSite}/pages/first-page.html`)
    const { region } = findBanner(page)
    await expect(region).toBeVisible()
    // Before everything has come.
    await go('/pages/children/')
    letGateCome()
    await expect(region).toHaveCount(0)
    await go('/pages/first-page.html')
    await expect(region).toBeVisible()
    await beacons.expectNone()
  })
})

test.describe('a site that asks nobody', () => {
  test.use({ site: { ...realSite, mode: 'no_consent' } })

  test('CB-17: shows no banner on any page, and its server takes neither consents nor visits', async ({
    page,
    hostPages,
    beacons,
    server,
  }) => {
    await page.goto(`${hostPages.crossSite}/pages/gate/scripts.html`)
    await expect
      .poll(() => page.evaluate(() => (window as unknown as { ran: string[] }).ran))
      .toEqual(['necessary'])
    await beacons.expectNone()
    await expect(findBanner(page).region).toHaveCount(0)
    expect(await readDevice(page)).toEqual(EMPTY_DEVICE)
    for (const table of ['consent_records', 'visits', 'daily_counts'])
      expect(readRows(server, table), table).toEqual([])
  })
})
