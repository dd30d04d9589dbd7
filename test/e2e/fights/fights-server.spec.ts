import type { Page, Route } from '@playwright/test'
import { expect, test } from '../../support/browser/fixtures.ts'
import { untilKeeperCame } from '../../support/choice/keeper.ts'
import { can, readChoiceName, savedLocally } from '../../support/choice/saved-choice.ts'
import { forgetVisit, ran } from '../../support/page/gated-page.ts'
import { logWhole, type WholeLog } from '../../support/page/page-log.ts'
import { findBanner } from '../../support/widget/banner.ts'

// A server whose files are not to be had, or are of another version than the page's.

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
  // The loader alone, as a browser gets it that has an older one.
  await page.route('**/widget.js', (route) =>
    route.continue({ headers: { ...route.request().headers(), 'if-none-match': '"older"' } }),
  )
  for (const isGranted of [false, true]) {
    if (isGranted) {
      await page.goto(hostPages.crossSite + path)
      await banner.accept.click()
      await expect.poll(() => ran(page)).toEqual(['analytics', 'external'])
      await beacons.waitFor('/v1/visits')
      await beacons.leave()
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
  const keeper = untilKeeperCame(page)
  await page.goto(hostPages.crossSite + path)
  await expect(banner.region).toBeVisible()
  await expect(page.getByRole('table')).toBeVisible()
  await keeper
  await beacons.settle()
  log.console.length = 0
  await page.route(FILES, (route) => route.fulfill({ status: 404, body: 'Not found' }))
  await banner.settings.click()
  await openAll(page)
  const opened = await page.evaluate(() =>
    (window.kelisim as import('../../../widget/api.ts').Kelisim).open('my-data').then(
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

test('a loader from before an update, whose files the server no longer has, leaves everything refused and says so once', async ({
  page,
  hostPages,
  beacons,
}) => {
  const log = logWhole(page)
  await page.route('**/widget.js', async (route) => {
    const response = await route.fetch()
    const body = (await response.text()).replace(/-[\da-f]{8}\.js/, '-0badf00d.js')
    expect(body).toContain('0badf00d')
    await route.fulfill({ response, body })
  })
  await page.goto(hostPages.crossSite + path)
  await expect.poll(() => own(log)).toHaveLength(1)
  await openAll(page)
  await beacons.expectNone()
  expect(await ran(page)).toEqual([])
  await expect(page.locator('#kelisim, dialog, iframe[src]')).toHaveCount(0)
  expect(own(log)).toEqual([expect.stringMatching(/0badf00d.*did not load/)])
  expect(log.uncaught).toEqual([])
})

test('whatever the server makes of visits, refusals and questions about the policy, the choice stands and nothing throws', async ({
  page,
  hostPages,
  beacons,
  server,
}) => {
  const log = logWhole(page)
  const banner = findBanner(page)
  const url = hostPages.crossSite + path
  for (const [name, , answer] of broken) {
    await page.route('**/v1/visits', answer)
    await page.route('**/v1/refusals', answer)
    await page.route('**/v1/policy', answer)
    await page.goto(url)
    await banner.accept.click()
    await expect.poll(() => ran(page), name).toEqual(['analytics', 'external'])
    await page.reload()
    await expect.poll(() => ran(page), name).toEqual(['analytics', 'external'])
    await expect(banner.region, name).toBeHidden()
    // Under other terms: what has changed cannot be read, and the question is put without it.
    const forged = ((await savedLocally(page)) ?? '').replace(/~[\da-f]{8}~/, '~00000000~')
    await page.evaluate(
      ([key = '', forged = '']) => {
        // biome-ignore lint/suspicious/noDocumentCookie: what is left is one copy
        document.cookie = `${key}=; Path=/; Max-Age=0`
        localStorage.setItem(key, forged)
      },
      [await readChoiceName(server), forged],
    )
    await page.reload()
    await expect(banner.region, name).toBeVisible()
    expect(await ran(page), name).toEqual([])
    await page.context().clearCookies()
    await page.evaluate(() => localStorage.clear())
    await page.reload()
    await banner.reject.click()
    await expect(banner.region, name).toBeHidden()
    await page.reload()
    await expect(page.getByRole('button', { name: 'Бір рет жүктеу' })).toBeVisible()
    await expect(banner.region, name).toBeHidden()
    expect(await ran(page), name).toEqual([])
    await page.unrouteAll()
    await forgetVisit(page, beacons)
  }
  expect(own(log)).toEqual([])
  expect(log.uncaught).toEqual([])
})
