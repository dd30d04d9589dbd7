import type { Page } from '@playwright/test'
import { expect, type TestServer, test } from '../../support/browser/fixtures.ts'
import { untilKeeperCame } from '../../support/choice/keeper.ts'
import { can, savedCookies } from '../../support/choice/saved-choice.ts'
import { readRows } from '../../support/database/read-rows.ts'
import { expectWholeVisit, forgetVisit, ran } from '../../support/page/gated-page.ts'
import { logWhole, SILENT } from '../../support/page/page-log.ts'
import { findBanner } from '../../support/widget/banner.ts'

// Browsers that keep nothing, or not what they are told, and clocks that are wrong.

const path = '/pages/fights/end-of-body.html'
const NOT_STORED = 'Таңдауыңыз серверде сақталмады. Аналитика өшірулі қалады.'

test('on a full disk the choice is stored by the server, holds by its cookie, and can be taken back', async ({
  page,
  context,
  hostPages,
  beacons,
}) => {
  const log = logWhole(page)
  const banner = findBanner(page)
  await page.addInitScript(() => {
    const full = () => {
      throw new DOMException('The quota has been exceeded.', 'QuotaExceededError')
    }
    Storage.prototype.setItem = full
    IDBObjectStore.prototype.put = full
  })
  await expectWholeVisit(page, hostPages.crossSite + path, beacons)
  await page.getByRole('link', { name: 'Cookie баптаулары' }).click()
  await banner.withdraw.click()
  await expect.poll(() => can(page, 'analytics')).toBe(false)
  await beacons.settle()
  beacons.clear()
  await page.reload()
  await beacons.settle()
  expect(await ran(page)).toEqual([])
  await expect(banner.region).toBeHidden()
  expect(beacons.list().filter(({ path }) => path === '/v1/visits')).toEqual([])
  expect(await savedCookies(context)).toEqual([expect.stringMatching(/^refused~/)])
  expect(log).toEqual(SILENT)
})

test('in a sandboxed frame, which has no origin and no storage, the visitor is asked, and told that nothing was stored', async ({
  page,
  hostPages,
  beacons,
  server,
}) => {
  const log = logWhole(page)
  await page.goto(`${hostPages.crossSite}/pages/fights/sandbox.html`)
  const frame = page.frameLocator('iframe')
  const inside = page.frames()[1]
  const accept = frame.getByRole('button', { name: 'Барлығын қабылдау' })
  await expect(accept).toBeVisible()
  await beacons.expectNone()
  expect(await inside?.evaluate(() => [origin, (window as { ran?: string[] }).ran])).toEqual([
    'null',
    [],
  ])
  await accept.click()
  await expect(frame.getByText(NOT_STORED)).toBeVisible()
  await expect(accept).toBeHidden()
  await frame.getByRole('link', { name: 'Cookie баптаулары' }).click()
  await frame.getByRole('button', { name: 'Барлығынан бас тарту' }).click()
  await beacons.settle()
  expect(await inside?.evaluate(() => (window as { ran?: string[] }).ran)).toEqual([])
  for (const table of ['consent_records', 'visits'])
    expect(readRows(server, table), table).toEqual([])
  expect(log.uncaught).toEqual([])
  expect(beacons.list()).toMatchObject([{ path: '/v1/consents', status: 403 }])
  // What the browser writes of the server's refusals; of the widget's there is no line.
  expect(log.console.filter((line) => line.startsWith('[kelisim]'))).toEqual([])
})

/** What a portal does at a sign-out: every database goes, for as long as none holds it up. Answers their names. */
const removeDatabases = (page: Page) =>
  page.evaluate(async () => {
    const remove = (name: string) =>
      new Promise((resolve, reject) => {
        const request = indexedDB.deleteDatabase(name)
        request.onsuccess = () => resolve(name)
        request.onerror = reject
      })
    return Promise.all((await indexedDB.databases()).map(({ name = '' }) => remove(name)))
  })
const countedRefusals = (server: TestServer) =>
  readRows(server, 'daily_counts')
    .filter(({ measure, dimension }) => measure === 'refusal' && dimension === 'all')
    .map(({ count }) => count)
const choose = (page: Page, isExternal: boolean) =>
  page.evaluate((external) => {
    const api = window.kelisim as import('../../../widget/api.ts').Kelisim
    return api.choose({ purposes: { external } })
  }, isExternal)

test('a page that removes all its databases is not held up; what waits and what comes later is told once all the same', async ({
  page,
  hostPages,
  beacons,
  server,
}) => {
  const keeper = untilKeeperCame(page)
  await page.goto(hostPages.crossSite + path)
  await keeper
  server.goOffline()
  const failed = page.waitForEvent('requestfailed', (one) => one.url().endsWith('/v1/refusals'))
  await choose(page, false)
  await failed
  expect(await removeDatabases(page)).toEqual(['kelisim'])
  server.goOnline()
  expect(await choose(page, true)).toBe('saved')
  await expect.poll(() => countedRefusals(server)).toEqual([1])
  expect(await removeDatabases(page)).toEqual(['kelisim'])
  expect(await choose(page, false)).toBe('saved')
  await page.reload()
  await beacons.settle()
  expect(readRows(server, 'consent_events').map(({ state }) => state)).toEqual([
    'ConsentGiven',
    'ConsentWithdrawn',
  ])
  expect(countedRefusals(server)).toEqual([1])
  expect(await can(page, 'external')).toBe(false)
})

test('CB-09 where the page has removed the secret and the server has no cookie, a withdrawal holds, and is not said to be told', async ({
  page,
  hostPages,
  beacons,
  server,
}) => {
  const banner = findBanner(page)
  await expectWholeVisit(page, hostPages.crossSite + path, beacons)
  await page.evaluate(() => localStorage.clear())
  await page.reload()
  await expect.poll(() => can(page, 'analytics')).toBe(true)
  await expect(banner.region).toBeHidden()
  await page.getByRole('link', { name: 'Cookie баптаулары' }).click()
  await banner.withdraw.click()
  await expect(page.getByText(NOT_STORED)).toBeVisible()
  await expect(page.getByText('Келісім қайтарып алынды')).toBeHidden()
  expect(await can(page, 'analytics')).toBe(false)
  await beacons.settle()
  beacons.clear()
  await page.reload()
  await beacons.expectNone()
  expect(await ran(page)).toEqual([])
  await expect(banner.region).toBeHidden()
  expect(readRows(server, 'consent_events').map(({ state }) => state)).toEqual(['ConsentGiven'])
})

const DAY_MS = 86_400_000

test('with a clock that is a year wrong a choice holds all the same, and the right clock asks again', async ({
  page,
  hostPages,
  beacons,
}) => {
  const log = logWhole(page)
  const banner = findBanner(page)
  for (const days of [-365, 365]) {
    await page.clock.setFixedTime(Date.now() + days * DAY_MS)
    await expectWholeVisit(page, hostPages.crossSite + path, beacons)

    await page.clock.setFixedTime(Date.now())
    await beacons.settle()
    beacons.clear()
    await page.reload()
    await expect(banner.region).toBeVisible()
    expect(await ran(page)).toEqual([])
    await banner.reject.click()
    await beacons.settle()
    await page.reload()
    await beacons.settle()
    await expect(banner.region).toBeHidden()
    expect(await ran(page)).toEqual([])
    expect(beacons.list().filter(({ path }) => path === '/v1/consents')).toEqual([])
    await forgetVisit(page, beacons)
  }
  expect(log).toEqual(SILENT)
})
