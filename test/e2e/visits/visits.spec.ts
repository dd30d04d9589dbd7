import { chromium, type Page } from '@playwright/test'
import type { VisitEntry, VisitsBody } from '../../../server/contract/index.ts'
import { findWholeChromium } from '../../support/browser/chromium.ts'
import { expect, test } from '../../support/browser/fixtures.ts'
import { type Beacons, watchBeacons } from '../../support/choice/beacons.ts'
import { readRows } from '../../support/database/read-rows.ts'
import { findBanner } from '../../support/widget/banner.ts'

// Which page views become visits, and what of each leaves the page.

/** Every visit that was sent, in order. */
const sentVisits = (beacons: Beacons): VisitEntry[] =>
  beacons
    .list()
    .filter(({ path }) => path === '/v1/visits')
    .flatMap(({ body }) => (body as VisitsBody).visits)
const sentPaths = (beacons: Beacons) => sentVisits(beacons).map(({ path }) => path)

const accept = async (page: Page, beacons: Beacons) => {
  await findBanner(page).accept.click()
  await beacons.waitFor('/v1/visits')
}
const goTo = (page: Page, call: string) =>
  page.evaluate((code) => {
    // Only addresses of this file: run as a page's own router would.
    const [method, address] = code.split(' ') as ['pushState' | 'replaceState', string]
    history[method](null, '', address)
  }, call)

// First: it takes the longest, and what is last leaves the other worker idle.
test('a page that comes back from the back-forward cache is another visit, and none after a withdrawal meanwhile', async ({
  hostPages,
  surroundings,
  userAgent,
  launchOptions,
}) => {
  const executablePath = findWholeChromium()
  test.skip(!executablePath, 'needs a Chromium that has windows')
  // Playwright switches that cache off for every browser that it starts, unless asked not to.
  const browser = await chromium.launch({
    ...launchOptions,
    ...(executablePath && { executablePath }),
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  })
  try {
    const page = await browser.newPage({ locale: 'kk-KZ', ...(userAgent && { userAgent }) })
    const beacons = watchBeacons(page, surroundings.recorder)
    // Playwright's own `goBack` waits for a load, which a page kept alive does not have.
    const move = (way: 'back' | 'forward') =>
      page.evaluate((way) => {
        setTimeout(() => history[way]())
      }, way)
    // Nor has it another, for which `settle` would wait.
    const settle = () =>
      page.evaluate(async (sentinel) => {
        for (let round = 0; round < 3; round++) {
          await new Promise((resolve) => requestIdleCallback(resolve, { timeout: 500 }))
          await fetch(sentinel, { mode: 'no-cors' })
        }
      }, `${surroundings.recorder.url}/health/live`)
    const marked = () => page.evaluate(() => (window as { mark?: number }).mark)
    await page.goto(`${hostPages.crossSite}/pages/first-page.html`)
    await accept(page, beacons)
    await page.evaluate(() => {
      Object.assign(window, { mark: 1 })
    })
    await page.goto(`${hostPages.crossSite}/pages/second-page.html`)
    await expect.poll(() => sentPaths(beacons)).toContain('/pages/second-page.html')
    await move('back')
    await expect(page.getByRole('heading', { name: 'Бірінші бет' })).toBeVisible()
    expect(await marked(), 'the page was kept alive').toBe(1)
    const opened = () =>
      sentVisits(beacons)
        .filter(({ durationMs }) => durationMs === undefined)
        .map(({ path }) => path)
    const three = ['/pages/first-page.html', '/pages/second-page.html', '/pages/first-page.html']
    await expect.poll(opened).toEqual(three)
    await move('forward')
    await expect(page.getByRole('heading', { name: 'Екінші бет' })).toBeVisible()
    await expect.poll(opened).toEqual([...three, '/pages/second-page.html'])
    await page.getByRole('link', { name: 'Cookie баптаулары' }).click()
    await findBanner(page).withdraw.click()
    await expect.poll(() => beacons.list().at(-1)?.path).toMatch(/withdrawal$/)
    await settle()
    beacons.clear()
    await move('back')
    await expect(page.getByRole('heading', { name: 'Бірінші бет' })).toBeVisible()
    expect(await marked(), 'the page was kept alive').toBe(1)
    await settle()
    expect(beacons.list()).toEqual([])
  } finally {
    await browser.close()
  }
})

test('each page is one visit; a pushed path is another; the same path, a query or a fragment is none', async ({
  page,
  hostPages,
  beacons,
  server,
}) => {
  await page.goto(`${hostPages.crossSite}/pages/first-page.html`)
  await accept(page, beacons)
  for (const call of [
    'replaceState /pages/first-page.html',
    'pushState /pages/first-page.html?page=2',
    'pushState #part',
  ])
    await goTo(page, call)
  await page.evaluate(() => {
    location.hash = 'other-part'
  })
  await beacons.settle()
  expect(sentPaths(beacons)).toEqual(['/pages/first-page.html'])

  await goTo(page, 'pushState /lessons/7')
  await goTo(page, 'replaceState /lessons/8')
  await page.goBack()
  await beacons.settle()
  const opened = sentVisits(beacons).filter(({ durationMs }) => durationMs === undefined)
  expect(opened.map(({ path }) => path)).toEqual([
    '/pages/first-page.html',
    '/lessons/7',
    '/lessons/8',
    '/pages/first-page.html',
  ])
  expect(new Set(opened.map(({ id }) => id)).size).toBe(4)
  expect(opened.some(({ referrerHost }) => referrerHost)).toBe(false)
  expect(readRows(server, 'visits')).toHaveLength(4)
})

test('TR-01 leaving tells how long the page was in view, under the same id, and only where visit_time is granted', async ({
  page,
  hostPages,
  beacons,
  server,
}) => {
  await page.goto(`${hostPages.crossSite}/pages/first-page.html`)
  await accept(page, beacons)
  const [first] = sentVisits(beacons)
  expect(first).not.toHaveProperty('durationMs')
  await page.getByRole('link', { name: 'Екінші бетке' }).click()
  await expect.poll(() => sentVisits(beacons)).toHaveLength(3)
  const closing = sentVisits(beacons).find(({ durationMs }) => durationMs !== undefined)
  expect(closing).toMatchObject({ id: first?.id, path: '/pages/first-page.html' })
  await expect
    .poll(() => readRows(server, 'visits').map(({ duration_ms }) => duration_ms))
    .toContain(closing?.durationMs)
  await expect.poll(() => readRows(server, 'visits')).toHaveLength(2)

  // The same visitor takes the time back: nothing about it is told from then on, and the page is not counted again.
  const banner = findBanner(page)
  await page.getByRole('link', { name: 'Cookie баптаулары' }).click()
  await banner.switch('Келу уақыты').click()
  beacons.clear()
  await banner.save.click()
  await beacons.waitFor('/v1/consents')
  await beacons.settle()
  expect(sentVisits(beacons)).toEqual([])
  await page.getByRole('link', { name: 'Бірінші бетке' }).click()
  await beacons.waitFor('/v1/visits')
  await page.getByRole('link', { name: 'Екінші бетке' }).click()
  await expect
    .poll(() => sentPaths(beacons))
    .toEqual(['/pages/first-page.html', '/pages/second-page.html'])
  await page.goto('about:blank')
  for (const visit of sentVisits(beacons)) {
    expect(visit).not.toHaveProperty('durationMs')
    expect(Number.parseInt(visit.id.replace('-', '').slice(0, 12), 16) % 86_400_000).toBe(0)
  }
  await expect.poll(() => readRows(server, 'visits')).toHaveLength(4)
  const untimed = readRows(server, 'visits').filter(({ seen_at_ms }) => seen_at_ms === null)
  expect(untimed).toHaveLength(2)
  for (const row of untimed) expect(row.duration_ms).toBeNull()
})

test('TR-03 of an address only the path is sent, of a referrer only the host of another site; no query or fragment anywhere', async ({
  page,
  hostPages,
  beacons,
  server,
}) => {
  const secrets = [
    'query-secret-41',
    'fragment-secret-42',
    'pushed-secret-43',
    'referrer-secret-44',
  ]
  await page.goto(
    `${hostPages.crossSite}/pages/first-page.html?iin=query-secret-41#fragment-secret-42`,
    { referer: 'https://search.example/find/referrer-secret-44?q=referrer-secret-44' },
  )
  await accept(page, beacons)
  const { id = '' } = sentVisits(beacons)[0] ?? {}
  await goTo(page, 'pushState /lessons/7?child=pushed-secret-43#fragment-secret-42')
  await page.goto(`${hostPages.crossSite}/pages/first-page.html?iin=query-secret-41`)
  await page.getByRole('link', { name: 'Екінші бетке' }).click()
  await expect.poll(() => sentPaths(beacons)).toContain('/pages/second-page.html')
  await beacons.settle()
  const withReferrer = sentVisits(beacons).filter(({ referrerHost }) => referrerHost)
  expect(new Set(withReferrer.map(({ id }) => id)).size).toBe(1)
  expect(withReferrer[0]).toMatchObject({ id, referrerHost: 'search.example' })
  const wire = JSON.stringify(server.requests)
  expect(wire).toContain(id)
  for (const secret of secrets) {
    expect(wire, secret).not.toContain(secret)
    expect(await server.searchBytes(secret), secret).toEqual([])
    expect(server.output(), secret).not.toContain(secret)
  }
  // Pages are counted by the day, where no visit and no consent is named.
  expect(JSON.stringify(readRows(server, 'visits'))).not.toContain('lessons')
  const counts = readRows(server, 'daily_counts')
  expect(JSON.stringify(counts)).toContain('/lessons/7')
  expect(JSON.stringify(counts)).not.toContain(id)
})

test('a page with data-visits="off" is never tracked; a second tag tracks nothing twice', async ({
  page,
  hostPages,
  beacons,
}) => {
  await page.goto(`${hostPages.crossSite}/pages/untracked.html`)
  await findBanner(page).accept.click()
  await beacons.expect([{ path: '/v1/consents', status: 201 }])
  await page.reload()
  await goTo(page, 'pushState /lessons/7')
  await page.goto(`${hostPages.crossSite}/pages/untracked.html`)
  await beacons.settle()
  expect(sentVisits(beacons)).toEqual([])

  await page.goto(`${hostPages.crossSite}/pages/two-tags.html`)
  await beacons.waitFor('/v1/visits')
  await beacons.settle()
  expect(sentPaths(beacons)).toEqual(['/pages/two-tags.html'])
})

test('CB-09 after withdrawal in one tab another open tab stops at once', async ({
  page,
  context,
  hostPages,
  beacons,
  surroundings,
}) => {
  await page.goto(`${hostPages.crossSite}/pages/first-page.html`)
  await accept(page, beacons)
  const other = await context.newPage()
  await other.goto(`${hostPages.crossSite}/pages/second-page.html`)
  await expect.poll(() => sentPaths(beacons)).toContain('/pages/second-page.html')
  const mayTrack = () =>
    other.evaluate(() => (window.kelisim as { can(what: string): boolean }).can('analytics'))
  expect(await mayTrack()).toBe(true)

  await page.bringToFront()
  // The tab that is now behind tells how long it was in view.
  await watchBeacons(other, surroundings.recorder).settle()
  await beacons.settle()
  beacons.clear()
  await page.getByRole('link', { name: 'Cookie баптаулары' }).click()
  await findBanner(page).withdraw.click()
  await expect.poll(mayTrack).toBe(false)
  await goTo(other, 'pushState /lessons/7')
  await goTo(page, 'pushState /lessons/8')
  await other.goto(`${hostPages.crossSite}/pages/second-page.html`)
  await watchBeacons(other, surroundings.recorder).settle()
  await beacons.settle()
  expect(sentVisits(beacons)).toEqual([])
  // A page that comes up before the server has answered the first may tell the same once more, which is no further event there.
  expect([...new Set(beacons.list().map(({ path }) => path))]).toEqual([
    expect.stringMatching(/^\/v1\/consents\/[\w-]+\/withdrawal$/),
  ])
})
