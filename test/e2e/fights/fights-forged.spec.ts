import { expect, test } from '../../support/browser/fixtures.ts'
import { can, readChoiceName, savedLocally } from '../../support/choice/saved-choice.ts'
import { readRows } from '../../support/database/read-rows.ts'
import { forgetVisit, ran } from '../../support/page/gated-page.ts'
import { logWhole } from '../../support/page/page-log.ts'
import { findBanner } from '../../support/widget/banner.ts'

// Saved choices that a hand has been at, in the cookie and in storage alike.

const path = '/pages/fights/everything.html'

/** What a hand makes of a saved grant of external content, what the page may run then, and whether it asks anew. */
const forgeries: {
  readonly name: string
  readonly from: RegExp
  readonly to: string
  readonly isAsked: boolean
  readonly runs: readonly string[]
}[] = [
  {
    name: 'a purpose that is not on offer',
    ...{ from: /~external~/, to: '~marketing~', isAsked: false, runs: [] },
  },
  {
    name: 'terms of nobody',
    ...{ from: /~[\da-f]{8}~/, to: '~00000000~', isAsked: true, runs: [] },
  },
  {
    name: 'a version of nobody, and nothing else',
    ...{ from: /2025-08-01/, to: '2031-01-01', isAsked: false, runs: ['external'] },
  },
  {
    name: 'a grant without a record',
    from: /~[\da-f-]{36}~external~/,
    to: '~01900000-0000-7000-8000-000000000000~analytics.external~',
    // Believed once, since nobody can tell before the server is asked.
    isAsked: true,
    runs: [],
  },
]

test('of a saved choice that was tampered with nothing is believed that the server has not got, and nothing throws', async ({
  page,
  context,
  hostPages,
  beacons,
  server,
}) => {
  const log = logWhole(page)
  const banner = findBanner(page)
  for (const { name, from, to, isAsked, runs } of forgeries) {
    await page.goto(hostPages.crossSite + path)
    await page.evaluate(() =>
      (window.kelisim as import('../../../widget/api.ts').Kelisim).choose({
        purposes: { external: true },
      }),
    )
    const forged = ((await savedLocally(page)) ?? '').replace(from, to)
    expect(forged, name).toContain(to)
    const own = await readChoiceName(server)
    await page.evaluate(
      ([key = '', forged = '']) => localStorage.setItem(key, forged),
      [own, forged],
    )
    const value = forged.replace(/~[\w-]{43}$/, '')
    await context.addCookies([{ name: own, value, url: hostPages.crossSite }])
    await page.reload()
    // One of them is believed until the server has refused the visit.
    await expect.poll(() => can(page, 'analytics'), name).toBe(false)
    await beacons.settle()
    beacons.clear()
    await page.reload()
    await beacons.settle()
    await expect(banner.region, name).toBeVisible({ visible: isAsked })
    expect(await ran(page), name).toEqual(runs)
    for (const purpose of ['analytics', 'marketing', 'functional'])
      expect(await can(page, purpose), name).toBe(false)
    expect(beacons.list().filter(({ path }) => path === '/v1/visits')).toEqual([])
    await forgetVisit(page, beacons)
  }
  expect(readRows(server, 'visits')).toEqual([])
  expect(log.uncaught).toEqual([])
  // The browser's line on the one visit that the server refused.
  expect(log.console).toEqual([expect.stringContaining('403')])
})
