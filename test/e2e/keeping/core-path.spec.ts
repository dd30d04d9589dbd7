import type { Page } from '@playwright/test'
import { expect, type TestServer, test } from '../../support/browser/fixtures.ts'
import { EMPTY_DEVICE, readDevice } from '../../support/choice/read-device.ts'
import { savedCookies } from '../../support/choice/saved-choice.ts'
import { findBanner } from '../../support/widget/banner.ts'

// What a parent does on the demo school, and what must be on the wire, the device and the disk after it.

const rows = (server: TestServer, table: string) =>
  server.openDatabase().prepare(`select * from ${table}`).all() as Record<string, unknown>[]
const open = async (page: Page, server: TestServer, path = '/demo/') => {
  await page.goto(server.url + path)
  return findBanner(page)
}
const counter = (page: Page) =>
  page.evaluate(() => (window as { demoCounter?: number }).demoCounter)
/** Tables in which anything about a visitor could stand. */
const TABLES = ['consent_records', 'consent_events', 'visits', 'messages', 'daily_counts']

test('CB-01 CB-06 before a choice nothing is stored, and nothing is asked for but the page and the widget; reading, scrolling and following links is none', async ({
  page,
  server,
  beacons,
  requestedUrls,
}) => {
  const banner = await open(page, server)
  await expect(banner.region).toBeVisible()
  await beacons.expectNone()
  expect(await readDevice(page)).toEqual(EMPTY_DEVICE)
  const own = requestedUrls
    .filter((url) => !/\/demo\/|\/health\/live$/.test(url))
    .map((url) => new URL(url).pathname)
  expect(own[0]).toBe('/widget.js')
  expect(
    own
      .slice(1)
      .every((path) => /^\/assets\/(ui|consent|gate|keep-clear|changes)-[\w-]+\.js$/.test(path)),
    own.join(),
  ).toBe(true)
  expect(new Set(requestedUrls.map((url) => new URL(url).host)).size).toBe(1)
  expect(await counter(page)).toBeUndefined()

  await page.mouse.wheel(0, 2000)
  await page.getByRole('navigation').getByRole('link', { name: 'Жаңалықтар' }).first().click()
  await expect(page).toHaveURL(/news/)
  await expect(banner.region).toBeVisible()
  await beacons.expectNone()
  expect(await readDevice(page)).toEqual(EMPTY_DEVICE)
  for (const table of TABLES) expect(rows(server, table), table).toEqual([])
})

test('CB-20 reject takes one click, stores the same bytes for every visitor and starts nothing', async ({
  page,
  browser,
  server,
  beacons,
}) => {
  const banner = await open(page, server)
  await banner.reject.click()
  await expect(banner.region).toBeHidden()
  await beacons.expect([
    { path: '/v1/refusals', status: 202, body: { policyVersion: '2025-08-01', language: 'kk' } },
  ])
  const other = await browser.newPage()
  await other.goto(`${server.url}/demo/`)
  await findBanner(other).reject.click()
  await expect.poll(() => beacons.list().length).toBe(2)
  await expect
    .poll(async () => (await readDevice(other)).databases)
    .toEqual((await readDevice(page)).databases)
  const device = await readDevice(page)
  expect(await readDevice(other)).toEqual(device)
  expect(JSON.stringify(device)).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/)
  const bodies = beacons.list().map(({ text }) => text)
  expect(bodies[0]).toBe(bodies[1])
  beacons.clear()
  for (const path of ['/demo/', '/demo/news.html']) await open(page, server, path)
  await expect(banner.region).toBeHidden()
  await beacons.expectNone()
  expect(await counter(page)).toBeUndefined()
  for (const table of ['consent_records', 'consent_events', 'visits'])
    expect(rows(server, table)).toEqual([])
  await other.close()
})

test('accept gives a receipt and one visit with address, browser and time', async ({
  page,
  server,
  beacons,
}) => {
  const banner = await open(page, server, '/demo/news.html')
  await banner.accept.click()
  await expect(banner.region).toBeHidden()
  await beacons.expect([
    { path: '/v1/consents', status: 201 },
    { path: '/v1/visits', status: 202 },
  ])
  await expect.poll(() => counter(page)).toBe(1)
  const [given, sent] = beacons.list()
  expect(given?.body).toMatchObject({
    purposes: { analytics: true, external: true },
    dataKinds: { ip: true, browser: true, visit_time: true, visitor_cookie: true },
    language: 'kk',
    surface: 'banner',
  })
  const { id = '', secret = '' } = (given?.body ?? {}) as { id?: string; secret?: string }
  expect(secret).toHaveLength(43)
  expect(sent?.headers.cookie ?? '').not.toContain(secret)
  const [visit, ...others] = rows(server, 'visits')
  expect(others).toEqual([])
  expect(visit).toMatchObject({
    consent_id: id,
    browser: 'Chrome 142',
    os: 'Linux',
    device: 'desktop',
  })
  expect(visit?.seen_at_ms).toBeGreaterThan(Date.now() - 60_000)
  expect(visit?.address).toBeInstanceOf(Uint8Array)
  // What must not be there: the address in clear, the page with the visitor, the secret anywhere.
  expect(await server.searchBytes('127.0.0.1')).toEqual([])
  expect(JSON.stringify(visit)).not.toContain('news')
  expect(await server.searchBytes(secret)).toEqual([])
  const receipt = await page.request.get(`${server.url}/v1/consents/${id}/receipt`, {
    headers: { authorization: `Bearer ${secret}` },
  })
  expect(await receipt.json()).toMatchObject({
    receipt: {
      id,
      events: [{ state: 'ConsentGiven' }],
      notice: { version: '2025-08-01' },
    },
    jws: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
  })
  const [value] = await savedCookies(page.context())
  expect(value).toMatch(/^granted~/)
  expect(value).not.toContain(secret)
})

test('TR-01 with only the browser granted the row has the browser and neither address nor time of day', async ({
  page,
  server,
  beacons,
}) => {
  const banner = await open(page, server)
  await banner.settings.click()
  await banner.switch('Аналитика және статистика').click()
  await banner.switch('Браузер').click()
  await banner.save.click()
  await expect(banner.dialog).toBeHidden()
  const sent = await beacons.waitFor('/v1/visits')
  const given = await beacons.waitFor('/v1/consents')
  expect(given.body).toMatchObject({
    purposes: { analytics: true, external: false },
    dataKinds: { ip: false, browser: true, visit_time: false, visitor_cookie: false },
    surface: 'settings',
  })
  await page.goto(`${server.url}/demo/admissions.html`)
  await beacons.settle()
  for (const visit of rows(server, 'visits')) {
    expect(visit).toMatchObject({
      browser: 'Chrome 142',
      address: null,
      seen_at_ms: null,
      duration_ms: null,
    })
  }
  expect(rows(server, 'visits')).toHaveLength(2)
  expect(sent.text).not.toContain('durationMs')
  // The id would have told the time: what leaves the device has it cut to the day already.
  const { visits } = sent.body as { visits: { id: string }[] }
  const timeMs = Number.parseInt(String(visits[0]?.id).replace('-', '').slice(0, 12), 16)
  expect(timeMs % 86_400_000).toBe(0)
})

test('CB-09 after withdrawal the next three pages send nothing and an old event is refused', async ({
  page,
  server,
  beacons,
}) => {
  const banner = await open(page, server)
  await banner.accept.click()
  const old = await beacons.waitFor('/v1/visits')
  await page.getByRole('link', { name: 'Cookie баптаулары' }).first().click()
  await banner.withdraw.click()
  const withdrawal = await beacons.waitFor(
    `/v1/consents/${(old.body as { consentId: string }).consentId}/withdrawal`,
  )
  expect(withdrawal.status).toBe(201)
  const before = rows(server, 'visits').length
  await beacons.settle()
  beacons.clear()
  for (const path of ['/demo/', '/demo/news.html', '/demo/admissions.html']) {
    await page.goto(server.url + path)
    await beacons.expectNone()
    expect(await counter(page)).toBeUndefined()
  }
  const replayed = await page.request.post(`${server.url}/v1/visits`, {
    data: old.text,
    headers: { 'content-type': 'text/plain' },
  })
  expect(replayed.status()).toBe(403)
  expect(await replayed.json()).toMatchObject({ error: { code: 'consent_withdrawn' } })
  expect(rows(server, 'visits')).toHaveLength(before)
  expect(JSON.stringify(await readDevice(page))).not.toContain(
    (old.body as { consentId: string }).consentId,
  )
})

test('CB-08 withdrawing takes no more than two clicks from any page', async ({
  page,
  server,
  beacons,
}) => {
  const banner = await open(page, server)
  await banner.accept.click()
  await beacons.waitFor('/v1/visits')
  for (const path of [
    '/demo/',
    '/demo/news.html',
    '/demo/admissions.html',
    '/demo/contact.html',
    '/demo/ru/',
    '/demo/en/',
  ]) {
    await page.goto(server.url + path)
    await expect(page.locator('a[href="#kelisim-settings"]').first()).toBeVisible()
  }
  await page.goto(`${server.url}/demo/contact.html`)
  await page.getByRole('link', { name: 'Cookie баптаулары' }).first().click()
  await banner.withdraw.click()
  await expect.poll(() => rows(server, 'consent_events').at(-1)?.state).toBe('ConsentWithdrawn')
})

test('CB-18 where the server cannot store the consent nothing starts, it is said, and it is tried again later', async ({
  page,
  server,
  beacons,
}) => {
  const banner = await open(page, server)
  await expect(banner.region).toBeVisible()
  await page.route('**/v1/consents', (route) =>
    route.fulfill({ status: 500, body: '<h1>broken</h1>' }),
  )
  await banner.accept.click()
  await expect(
    page.getByText('Таңдауыңыз серверде сақталмады. Аналитика өшірулі қалады.'),
  ).toBeVisible()
  expect(await counter(page)).toBeUndefined()
  await beacons.expectNone()
  expect(rows(server, 'consent_records')).toEqual([])
  await page.unroute('**/v1/consents')
  await page.goto(`${server.url}/demo/news.html`)
  await beacons.expect([
    { path: '/v1/consents', status: 201 },
    { path: '/v1/visits', status: 202 },
  ])
  await expect.poll(() => counter(page)).toBe(1)
  expect(rows(server, 'consent_records')).toHaveLength(1)
})
