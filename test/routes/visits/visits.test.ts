import { afterEach, beforeEach, expect, test } from 'vitest'
import type { DataKinds } from '../../../server/contract/index.ts'
import { runRetention } from '../../../server/domain/retention/run-retention.ts'
import {
  consent,
  errorOf,
  newId,
  openTestApp,
  PLANTED_ADDRESS,
  type TestApp,
  visits,
} from '../../support/app/test-app.ts'
import { openDatabase } from '../../support/database/database-file.ts'

let server: TestApp
beforeEach(async () => {
  server = await openTestApp()
})
afterEach(() => server.close())

const rows = (table = 'visits') => {
  const database = openDatabase(server.databaseFile)
  const found = database.prepare(`select * from ${table}`).all()
  database.close()
  return found as Record<string, unknown>[]
}
const none: DataKinds = { ip: false, browser: false, visit_time: false, visitor_cookie: false }

async function give(
  dataKinds: Partial<DataKinds> = {},
  purposes = { analytics: true, external: false },
) {
  const body = consent({ purposes, dataKinds: { ...none, ...dataKinds } })
  await server.post('/v1/consents', body)
  return body
}

test('TR-01 a visit with every kind granted has address, browser, system, device and time', async () => {
  const { id } = await give({ ip: true, browser: true, visit_time: true, visitor_cookie: true })
  expect((await server.post('/v1/visits', visits(id))).status).toBe(202)
  const [row] = rows()
  expect(row).toMatchObject({
    consent_id: id,
    day: '2026-03-03',
    seen_at_ms: server.nowMs,
    browser: 'Chrome 142',
    os: 'Windows',
    device: 'desktop',
  })
  const sealed = row?.address as Uint8Array
  expect(await server.deps.cryptography.open('visits.address', String(row?.id), sealed)).toBe(
    PLANTED_ADDRESS,
  )
})

test('TR-01 with only the browser granted the row has neither address nor time of day', async () => {
  const { id } = await give({ browser: true })
  const entry = { id: newId(server.nowMs), durationMs: 5_000 }
  await server.post('/v1/visits', visits(id, entry))
  const [row] = rows()
  expect(row).toMatchObject({
    browser: 'Chrome 142',
    address: null,
    seen_at_ms: null,
    duration_ms: null,
  })
  // The id that the browser made names the millisecond; what is kept names nothing at all.
  expect(row?.id).toMatch(/^[0-9a-f]{32}$/)
  expect(await server.searchBytes(entry.id)).toEqual([])
})

test('TR-01 without the time a visit that may be joined has an id that names the day', async () => {
  const { id } = await give({ browser: true, visitor_cookie: true })
  const entry = { id: newId(server.nowMs) }
  await server.post('/v1/visits', visits(id, entry))
  const [row] = rows()
  expect(row?.id).not.toBe(entry.id)
  const timeMs = Number.parseInt(String(row?.id).replace('-', '').slice(0, 12), 16)
  expect(new Date(timeMs).toISOString()).toBe('2026-03-03T00:00:00.000Z')
  expect(await server.searchBytes(entry.id)).toEqual([])
})

test('TR-01 with nothing granted under analytics a visit is a day and a count', async () => {
  const { id } = await give()
  await server.post('/v1/visits', visits(id))
  expect(rows()).toMatchObject([
    { address: null, seen_at_ms: null, duration_ms: null, browser: null, os: null, device: null },
  ])
  expect(rows('daily_counts').map((row) => row.dimension)).not.toContain('browser')
  expect(await server.searchBytes('Chrome')).toEqual([])
})

test.each([
  ['of a batch', 'screen', (body: object) => ({ ...body, screen: '1920x1080' })],
  [
    'of a visit',
    'visits.0.screen',
    (body: ReturnType<typeof visits>) => ({
      ...body,
      visits: [
        { ...body.visits[0], screen: '1920x1080' },
        { id: newId(), path: '/seen' },
      ],
    }),
  ],
] as const)(
  'TR-01 a field %s that is not listed is refused and nothing is stored or counted',
  async (_, field, change) => {
    const { id } = await give({ ip: true, browser: true, visit_time: true, visitor_cookie: true })
    const counts = rows('daily_counts')
    const response = await server.post('/v1/visits', change(visits(id)))
    expect(response.status).toBe(400)
    expect(await errorOf(response)).toMatchObject({
      code: 'unknown_field',
      fields: { [field]: 'unknown' },
    })
    for (const table of ['visits', 'visit_places', 'visit_stretches'])
      expect(rows(table)).toEqual([])
    expect(rows('daily_counts')).toEqual(counts)
    for (const text of ['1920x1080', '/seen', PLANTED_ADDRESS])
      expect(await server.searchBytes(text)).toEqual([])
  },
)

test('TR-02 without the grant no form of the address is anywhere in the database', async () => {
  const { id } = await give({ browser: true, visit_time: true, visitor_cookie: true })
  await server.post('/v1/visits', visits(id))
  expect(rows()).toHaveLength(1)
  const forms = [PLANTED_ADDRESS, '203.0.113', Buffer.from([203, 0, 113, 77]), 'cb00714d']
  for (const form of forms) expect(await server.searchBytes(form)).toEqual([])
})

test('TR-02 with the grant the disk holds ciphertext only, and 203.0.113.0 after the term', async () => {
  await server.close()
  server = await openTestApp({ site: { visits: { ipFullDays: 7, rawDays: 90 } } })
  const { id } = await give({ ip: true })
  await server.post('/v1/visits', visits(id))
  expect(await server.searchBytes(PLANTED_ADDRESS)).toEqual([])
  const address = async () => {
    const [row] = rows()
    return server.deps.cryptography.open(
      'visits.address',
      String(row?.id),
      row?.address as Uint8Array,
    )
  }
  server.nowMs += 6 * 86_400_000
  await runRetention(server.deps)
  expect(await address()).toBe(PLANTED_ADDRESS)
  server.nowMs += 86_400_000
  await runRetention(server.deps)
  expect(await address()).toBe('203.0.113.0')
  expect(await server.searchBytes('203.0.113')).toEqual([])
  server.nowMs += 90 * 86_400_000
  await runRetention(server.deps)
  expect(rows()).toEqual([])
  expect(rows('daily_counts')).toContainEqual(
    expect.objectContaining({ measure: 'visit', dimension: 'all', count: 1 }),
  )
})

test('TR-02 a site that keeps no full address never writes one', async () => {
  await server.close()
  server = await openTestApp({ site: { visits: { ipFullDays: 0, rawDays: 30 } } })
  const { id } = await give({ ip: true })
  await server.post('/v1/visits', visits(id))
  const [row] = rows()
  const kept = await server.deps.cryptography.open(
    'visits.address',
    String(row?.id),
    row?.address as Uint8Array,
  )
  expect(kept).toBe('203.0.113.0')
})

test('TR-02 the address comes from the connection, and from a proxy only where one is trusted', async () => {
  const seen = new Set<string>()
  const read = async (app: TestApp, forwarded: string) => {
    const body = consent({ dataKinds: { ...none, ip: true } })
    await app.post('/v1/consents', body)
    const entry = visits(body.id)
    await app.post('/v1/visits', entry, {
      'x-forwarded-for': forwarded,
      'x-real-ip': '198.51.100.1',
      'x-client-ip': '198.51.100.1',
    })
    const database = openDatabase(app.databaseFile)
    const found = database.prepare('select * from visits').all() as {
      id: string
      address: Uint8Array | null
    }[]
    database.close()
    const row = found.find(({ id }) => !seen.has(id))
    if (!row) throw new Error('no visit was stored')
    seen.add(row.id)
    return row.address && app.deps.cryptography.open('visits.address', row.id, row.address)
  }
  expect(await read(server, '198.51.100.1')).toBe(PLANTED_ADDRESS)
  const proxied = await openTestApp({ trustedProxies: 1 })
  expect(await read(proxied, '198.51.100.1, 192.0.2.44')).toBe('192.0.2.44')
  expect(await read(proxied, '::ffff:192.0.2.45')).toBe('192.0.2.45')
  expect(await read(proxied, '192.0.2.46:4711')).toBe('192.0.2.46')
  expect(await read(proxied, '"[2001:DB8::1]:443"')).toBe('2001:db8::1')
  for (const nothing of ['not an address', '999.1.1.1', '....', ':::', '1.2.3', '192.0.2.44, '])
    expect(await read(proxied, nothing), nothing).toBeNull()
  await proxied.close()
})

test('TR-03 page and referrer are counted by day and stand in no row with an id', async () => {
  const { id } = await give({ visit_time: true })
  await server.post(
    '/v1/visits',
    visits(id, { path: '/planted-page', referrerHost: 'planted.example' }),
  )
  expect(JSON.stringify(rows())).not.toContain('planted')
  expect(rows('daily_counts')).toEqual(
    expect.arrayContaining([
      { day: '2026-03-03', measure: 'visit', dimension: 'page', value: '/planted-page', count: 1 },
      {
        day: '2026-03-03',
        measure: 'visit',
        dimension: 'referrer',
        value: 'planted.example',
        count: 1,
      },
    ]),
  )
  const database = openDatabase(server.databaseFile)
  const columns = database
    .prepare(
      "select m.name as t, p.name as c from sqlite_master m join pragma_table_info(m.name) p where m.type = 'table'",
    )
    .all() as { t: string; c: string }[]
  database.close()
  const withPage = columns.filter(({ c }) => /path|page|referrer|url/.test(c))
  expect(withPage).toEqual([])
  expect(columns.filter(({ t, c }) => t === 'daily_counts' && /id|secret|address/.test(c))).toEqual(
    [],
  )
})

test('stores a visit once, lengthens it when it is left, and counts it once', async () => {
  const { id } = await give({ visit_time: true })
  const entry = { id: newId(server.nowMs) }
  await server.post('/v1/visits', visits(id, entry))
  await server.post('/v1/visits', visits(id, entry))
  await server.post('/v1/visits', visits(id, { ...entry, durationMs: 9_000 }))
  await server.post('/v1/visits', visits(id, { ...entry, durationMs: 4_000 }))
  expect(rows()).toMatchObject([{ duration_ms: 9_000 }])
  expect(rows('daily_counts')).toContainEqual(
    expect.objectContaining({ measure: 'visit', dimension: 'all', count: 1 }),
  )
})

test.each([
  'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
  'Dart/3.4 (dart:io)',
  '',
])('answers a robot like anybody and keeps nothing of it: "%s"', async (userAgent) => {
  const { id } = await give({ ip: true, browser: true })
  const response = await server.post('/v1/visits', visits(id), { 'user-agent': userAgent })
  expect(response.status).toBe(202)
  expect(rows()).toEqual([])
  expect(rows('daily_counts').filter((row) => row.measure === 'visit')).toEqual([])
})

test('takes a batch, as a beacon sends it', async () => {
  const { id } = await give()
  const entries = Array.from({ length: 20 }, (_, index) => ({
    id: newId(),
    path: `/page/${index}`,
  }))
  const response = await server.post(
    '/v1/visits',
    { consentId: id, visits: entries },
    { 'content-type': 'text/plain;charset=UTF-8' },
  )
  expect(response.status).toBe(202)
  expect(rows()).toHaveLength(20)
})
