import type { Page, Route } from '@playwright/test'
import { expect, type TestServer, test } from '../../support/browser/fixtures.ts'
import { EMPTY_DEVICE, readDevice } from '../../support/choice/read-device.ts'
import { readChoiceName } from '../../support/choice/saved-choice.ts'
import { readRows } from '../../support/database/read-rows.ts'
import { logPage } from '../../support/page/page-log.ts'
import { findBanner } from '../../support/widget/banner.ts'

// Whatever goes wrong around it, the page works, at most one line says what to do, and everything stays refused.

const NOT_STORED = 'Таңдауыңыз серверде сақталмады. Аналитика өшірулі қалады.'
const path = '/pages/gate/scripts.html'
const ran = (page: Page) => page.evaluate(() => (window as unknown as { ran: string[] }).ran)
const can = (page: Page, purpose: string) =>
  page.evaluate(
    (purpose) => (window.kelisim as { can?(what: string): boolean })?.can?.(purpose) ?? false,
    purpose,
  )

const expectRefused = async (page: Page, server: TestServer) => {
  for (const purpose of ['analytics', 'external']) expect(await can(page, purpose)).toBe(false)
  expect((await ran(page)).filter((name) => name !== 'necessary')).toEqual([])
  await expect(page.getByRole('heading', { name: 'Ұсталған скрипттер' })).toBeVisible()
  expect(readRows(server, 'visits')).toEqual([])
}

const html = '<!doctype html><title>Кіру</title><h1>Желіге кіріңіз</h1>'
const broken: [name: string, answer: Parameters<Route['fulfill']>[0]][] = [
  ['answers 500', { status: 500, body: html, contentType: 'text/html' }],
  ['answers a page of its own', { status: 200, body: html, contentType: 'text/html' }],
  ['answers 404 in words of its own', { status: 404, body: html, contentType: 'text/html' }],
  ['answers JSON that nobody asked for', { status: 200, json: { receipt: {} } }],
]

test('CB-18 a server that answers anything else than that it has stored the consent starts nothing, and is asked again', async ({
  page,
  hostPages,
  beacons,
  server,
}) => {
  const log = logPage(page)
  await page.goto(hostPages.crossSite + path)
  const headers = { 'access-control-allow-origin': hostPages.crossSite }
  const banner = findBanner(page)
  await expect(banner.region).toBeVisible()
  for (const [index, [name, answer]] of broken.entries()) {
    await test.step(name, async () => {
      await page.route('**/v1/consents', (route) => route.fulfill({ headers, ...answer }))
      const asked = page.waitForRequest('**/v1/consents')
      // After the first, each page asks the server again by itself.
      await (index === 0 ? banner.accept.click() : page.reload())
      await asked
      await expect(banner.region).toBeHidden()
      await beacons.expectNone()
      await expectRefused(page, server)
      await page.unroute('**/v1/consents')
    })
  }
  expect(readRows(server, 'consent_records')).toEqual([])
  expect(log).toEqual({ lines: [], uncaught: [] })
  await page.reload()
  await beacons.expect([
    { path: '/v1/consents', status: 201 },
    { path: '/v1/visits', status: 202 },
  ])
})

test('CB-18 a server that never answers starts nothing; after ten seconds it is said', async ({
  page,
  hostPages,
  server,
}) => {
  await page.clock.install()
  await page.goto(hostPages.crossSite + path)
  await page.route('**/v1/consents', () => {})
  const asked = page.waitForRequest('**/v1/consents')
  await findBanner(page).accept.click()
  await asked
  await expect(findBanner(page).region).toBeHidden()
  await expect(page.getByText(NOT_STORED)).toBeHidden()
  await expectRefused(page, server)
  await page.clock.fastForward(10_500)
  await page.clock.fastForward(500)
  await expect(page.getByText(NOT_STORED)).toBeVisible()
  await expectRefused(page, server)
  expect(readRows(server, 'consent_records')).toEqual([])
})

test('a consent to an outdated policy version is not stored; the visitor is told, and asked again on the next page', async ({
  page,
  hostPages,
  beacons,
  server,
}) => {
  const log = logPage(page)
  const asked: string[] = []
  await page.route('**/v1/consents', (route) => {
    asked.push(route.request().url())
    return route.fulfill({
      status: 409,
      headers: { 'access-control-allow-origin': hostPages.crossSite },
      json: { error: { code: 'policy_version_outdated', message: '', requestId: '1' } },
    })
  })
  await page.goto(hostPages.crossSite + path)
  await findBanner(page).accept.click()
  await expect(page.getByText(NOT_STORED)).toBeVisible()
  await expectRefused(page, server)
  const device = await readDevice(page)
  expect({ ...device, databases: {} }).toEqual(EMPTY_DEVICE)
  beacons.clear()
  await page.reload()
  await expect(findBanner(page).region).toBeVisible()
  await beacons.expectNone()
  expect(asked).toHaveLength(1)
  expect(readRows(server, 'consent_records')).toEqual([])
  expect(log).toEqual({ lines: [], uncaught: [] })
})

test('without the files of the widget one line says so, and everything stays refused', async ({
  page,
  hostPages,
  beacons,
  server,
}) => {
  const log = logPage(page)
  await page.route('**/assets/**', (route) => route.fulfill({ status: 404, body: html }))
  await page.goto(hostPages.crossSite + path)
  await expect.poll(() => log.lines).toHaveLength(1)
  await beacons.expectNone()
  await expectRefused(page, server)
  const outcome = await page.evaluate(() =>
    (window.kelisim as import('../../../widget/api.ts').Kelisim).choose({
      purposes: { analytics: true },
    }),
  )
  expect(outcome).toBe('not_stored')
  await beacons.expectNone()
  expect(await readDevice(page)).toEqual(EMPTY_DEVICE)
  expect(log.lines).toEqual([expect.stringMatching(/did not load: see script-src\./)])
  expect(log.uncaught).toEqual([])
})

const rubbish = [
  'granted',
  '%E0%A4%A',
  '{"kind":"granted","purposes":{"analytics":true}}',
  'granted~2025-08-01~2027-01-01~00000000-0000-7000-8000-000000000000~analytics~ip~00000000~2',
  'granted~2025-08-01~2099-01-01~00000000-0000-7000-8000-000000000000~analytics~ip~00000000~1',
  `${'granted~'.repeat(100)}`,
]

test('a saved choice that cannot be read is none, wherever it lies', async ({
  page,
  context,
  hostPages,
  beacons,
  server,
}) => {
  const log = logPage(page)
  const own = await readChoiceName(server)
  await page.goto(hostPages.crossSite + path)
  for (const value of rubbish) {
    for (const name of [own, 'kelisim'])
      await context.addCookies([{ name, value, url: hostPages.crossSite }])
    await page.evaluate(
      ([value = '', ...keys]) => {
        for (const key of keys) localStorage.setItem(key, value)
      },
      [value, own, 'kelisim', 'kelisim-waiting'],
    )
    await page.reload()
    await expect(findBanner(page).region, value).toBeVisible()
    await expectRefused(page, server)
  }
  await beacons.expectNone()
  // The rubbish does not stand in the way of a choice either.
  await findBanner(page).reject.click()
  await beacons.waitFor('/v1/refusals')
  await page.reload()
  await beacons.settle()
  await expect(findBanner(page).region).toBeHidden()
  await expectRefused(page, server)
  expect(log).toEqual({ lines: [], uncaught: [] })
})

test('where the browser blocks storage the choice holds as far as it can, and nothing throws', async ({
  page,
  hostPages,
  beacons,
  server,
}) => {
  const log = logPage(page)
  await page.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage', 'indexedDB'])
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException('The operation is insecure.', 'SecurityError')
        },
      })
    if (location.hash === '#no-cookies')
      Object.defineProperty(Document.prototype, 'cookie', {
        get() {
          throw new DOMException('The operation is insecure.', 'SecurityError')
        },
        set() {
          throw new DOMException('The operation is insecure.', 'SecurityError')
        },
      })
  })
  const banner = findBanner(page)
  await page.goto(`${hostPages.crossSite}${path}#no-cookies`)
  await expect(banner.region).toBeVisible()
  await beacons.expectNone()
  await expectRefused(page, server)
  await banner.accept.click()
  await beacons.expect([
    { path: '/v1/consents', status: 201 },
    { path: '/v1/visits', status: 202 },
  ])
  await page.getByRole('link', { name: 'Cookie баптаулары' }).click()
  await banner.withdraw.click()
  await expect.poll(() => readRows(server, 'consent_events').at(-1)?.state).toBe('ConsentWithdrawn')
  expect(await can(page, 'analytics')).toBe(false)
  // Nowhere to keep it: the next page asks again, and sends nothing meanwhile.
  beacons.clear()
  await page.reload()
  await expect(banner.region).toBeVisible()
  await beacons.expectNone()

  await page.goto('about:blank')
  await page.goto(hostPages.crossSite + path)
  await banner.accept.click()
  await beacons.waitFor('/v1/visits')
  await page.reload()
  await expect.poll(() => can(page, 'analytics')).toBe(true)
  await expect(banner.region).toBeHidden()
  expect(log).toEqual({ lines: [], uncaught: [] })
})

test('loaded in a way in which it cannot know its server, it says how to load it, and does nothing', async ({
  page,
  hostPages,
  beacons,
  server,
  requestedUrls,
}) => {
  const log = logPage(page)
  for (const name of ['gate/script-module', 'gate/script-blob']) {
    await page.goto(`${hostPages.crossSite}/pages/${name}.html`)
    await expect.poll(() => log.lines, name).toHaveLength(1)
    await beacons.expectNone()
    await expect(page.getByRole('heading')).toBeVisible()
    expect(await can(page, 'analytics')).toBe(false)
    expect(await readDevice(page)).toEqual(EMPTY_DEVICE)
    expect(log.uncaught).toEqual([])
    expect(log.lines[0]).toContain('<script src>')
    log.lines.length = 0
  }
  expect(requestedUrls.filter((url) => url.includes('/assets/'))).toEqual([])
  expect(readRows(server, 'visits')).toEqual([])
})
