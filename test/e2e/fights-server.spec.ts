import type { Page, Route } from '@playwright/test'
import { findBanner } from '../support/banner.ts'
import { expect, test } from '../support/fixtures.ts'
import { forgetVisit, ran } from '../support/gated-page.ts'
import { logWhole, type WholeLog } from '../support/page-log.ts'
import { readRows } from '../support/read-rows.ts'
import { can, savedLocally } from '../support/saved-choice.ts'

// A server whose files are not to be had, or are of another version than the page's, and choices that were tampered with.

const path = '/pages/fights/everything.html'
const FILES = '**/assets/**'
const own = ({ console }: WholeLog) => console.filter((line) => line.startsWith('[kelisim]'))

const broken: [name: string, lines: number, answer: (route: Route) => unknown][] = [
  ['answers 500', 1, (route) => route.fulfill({ status: 500, body: 'Internal error' })],
  [
    'answers a sign-in page',
    1,
    (route) =>
      route.fulfill({
        headers: { 'access-control-allow-origin': '*' },
        contentType: 'text/html',
        body: '<!doctype html><title>Кіру</title>',
      }),
  ],
  ['never answers', 0, () => undefined],
]

const openAll = async (page: Page) => {
  for (const name of ['Cookie баптаулары', 'Деректерім'])
    await page.getByRole('link', { name }).click()
}

test('a server that has no files of the widget to give lets the page be, whatever it answers instead', async ({
  page,
  hostPages,
  beacons,
}) => {
  const log = logWhole(page)
  const banner = findBanner(page)
  for (const isGranted of [false, true]) {
    if (isGranted) {
      await page.goto(hostPages.crossSite + path)
      await banner.accept.click()
      await expect.poll(() => ran(page)).toEqual(['analytics', 'external'])
      await page.goto('about:blank')
      await beacons.settle()
    }
    for (const [name, lines, answer] of isGranted ? broken.slice(0, 1) : broken) {
      beacons.clear()
      log.console.length = 0
      await page.route(FILES, answer)
      await page.goto(hostPages.crossSite + path)
      await expect.poll(() => own(log).length, name).toBe(lines)
      await openAll(page)
      await beacons.expectNone()
      expect(await ran(page), name).toEqual([])
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await expect(page.locator('#kelisim, dialog, iframe[src]')).toHaveCount(0)
      expect(own(log), name).toHaveLength(lines)
      expect(log.uncaught, name).toEqual([])
      await page.goto('about:blank')
      await page.unroute(FILES)
    }
  }
})

test('a page whose server has other files by now keeps its banner and its buttons, opens nothing that is gone, and throws nothing', async ({
  page,
  hostPages,
  beacons,
}) => {
  const log = logWhole(page)
  const banner = findBanner(page)
  await page.goto(hostPages.crossSite + path)
  await expect(banner.region).toBeVisible()
  await expect(page.getByRole('table')).toBeVisible()
  await beacons.settle()
  log.console.length = 0
  await page.route(FILES, (route) => route.fulfill({ status: 404, body: 'Not found' }))
  await banner.settings.click()
  await openAll(page)
  const opened = await page.evaluate(() =>
    (window.kelisim as import('../../widget/api.ts').Kelisim).open('my-data').then(
      () => 'over',
      (error) => `rejected: ${error}`,
    ),
  )
  expect(opened).toBe('over')
  await beacons.expectNone()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(banner.region).toBeVisible()
  await banner.reject.click()
  await expect(banner.region).toBeHidden()
  await beacons.expect([{ path: '/v1/refusals', status: 202 }])
  expect(await ran(page)).toEqual([])
  // A file that comes after all is taken.
  await page.unroute(FILES)
  await page.getByRole('link', { name: 'Cookie баптаулары' }).click()
  await expect(banner.dialog).toBeVisible()
  expect(await can(page, 'analytics')).toBe(false)
  expect(log.uncaught).toEqual([])
  expect(own(log)).toHaveLength(1)
})

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
      (window.kelisim as import('../../widget/api.ts').Kelisim).choose({
        purposes: { external: true },
      }),
    )
    const forged = ((await savedLocally(page)) ?? '').replace(from, to)
    expect(forged, name).toContain(to)
    await page.evaluate((forged) => localStorage.setItem('kelisim', forged), forged)
    const value = forged.replace(/~[\w-]{43}$/, '')
    await context.addCookies([{ name: 'kelisim', value, url: hostPages.crossSite }])
    await page.reload()
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
