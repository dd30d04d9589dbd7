import { expect } from 'vitest'
import { words } from '../support/banner.ts'
import { findBarriers } from '../support/engines/barriers.ts'
import type { EngineKind, Role, Wanted } from '../support/engines/engine.ts'
import { EMPTY_DEVICE, type School } from '../support/engines/school.ts'
import { until } from '../support/engines/until.ts'
import { VISITOR_TABLES } from '../support/read-rows.ts'

// What a visitor does with the banner and the settings, and what must be on the wire, the device and the disk after it.

const kk = words.kk
const banner = { role: 'region', name: kk.region } as const
const dialog = { role: 'dialog', name: kk.dialog } as const
const settingsLink = { role: 'link', name: 'Cookie баптаулары' } as const
const loadOnce = { role: 'button', name: 'Бір рет жүктеу' } as const

const press = (school: School, role: Role, name: string) => school.engine.click({ role, name })
const waitForBanner = ({ engine }: School) => until('the banner', () => engine.read(banner))
const waitForPlaceholder = ({ engine }: School) =>
  until('the placeholder', () => engine.read(loadOnce))
const waitUntilGone = ({ engine }: School, wanted: Wanted) =>
  until(`${wanted.role} to go`, async () => (await engine.read(wanted)) === undefined || undefined)
const told = async (school: School) =>
  (await school.takeBeacons()).map(({ path, status }) => `${path} ${status}`)

/** Of a record as the browser made it: what must be found again, and what must not. */
const keysOf = (body: unknown) => body as { readonly id: string; readonly secret: string }

/** Neither script nor frame has started, and the frame's place says so. */
async function expectInert(school: School): Promise<void> {
  expect(await school.ran()).toEqual([])
  expect(school.framesLoaded()).toBe(0)
  expect(await school.engine.read(loadOnce), 'the placeholder').toBeDefined()
}

/** The next page asks nothing, tells nothing and starts nothing. */
async function expectQuietPage(school: School): Promise<void> {
  await school.open(school.site)
  await waitForPlaceholder(school)
  expect(await told(school)).toEqual([])
  expect(await school.engine.read(banner)).toBeUndefined()
  await expectInert(school)
}

export async function expectNothingBefore(school: School): Promise<void> {
  const { engine } = school
  await school.open(school.site)
  const said = await waitForBanner(school)
  for (const name of [kk.accept, kk.reject, kk.settings])
    expect(await engine.read({ role: 'button', name })).toBe(name)
  expect(said).toContain('cookie')
  await waitForPlaceholder(school)
  expect(await findBarriers(engine)).toEqual([])
  expect(await told(school)).toEqual([])
  expect(await school.readDevice()).toEqual(EMPTY_DEVICE)
  await expectInert(school)
  for (const table of VISITOR_TABLES) expect(school.rows(table), table).toEqual([])
}

export async function expectRefusal(school: School): Promise<void> {
  await press(school, 'button', kk.reject)
  await waitUntilGone(school, banner)
  await school.waitForBeacon('/v1/refusals')
  const [refusal, ...others] = await school.takeBeacons()
  expect(others).toEqual([])
  expect(refusal).toMatchObject({
    status: 202,
    body: { policyVersion: '2025-08-01', language: 'kk' },
  })
  const { local, cookies } = await school.readDevice()
  expect(local).toEqual({ kelisim: expect.stringMatching(/^refused~2025-08-01~\d{4}-\d\d-\d\d$/) })
  expect(cookies).toEqual([{ name: 'kelisim', value: local.kelisim }])
  await expectQuietPage(school)
  const counts = school.rows('daily_counts')
  expect(counts).toContainEqual(expect.objectContaining({ dimension: 'all', count: 1 }))
  expect([...new Set(counts.map(({ measure }) => measure))]).toEqual(['refusal'])
  for (const table of ['consent_records', 'consent_events', 'visits', 'messages'])
    expect(school.rows(table), table).toEqual([])
}

export async function expectOneKind(school: School, { browser }: EngineKind): Promise<void> {
  const { engine } = school
  await engine.click(settingsLink)
  await until('the settings', () => engine.read(dialog))
  await press(school, 'switch', 'Аналитика және статистика')
  await press(school, 'switch', 'Браузер')
  expect(await findBarriers(engine)).toEqual([])
  expect(await told(school), 'a switch alone').toEqual([])
  await press(school, 'button', kk.save)
  await waitUntilGone(school, dialog)
  await school.waitForBeacon('/v1/visits')
  const [consent, visit, ...others] = await school.takeBeacons()
  expect(others).toEqual([])
  const { id, secret } = keysOf(consent?.body)
  expect(consent).toMatchObject({
    ...{ path: '/v1/consents', status: 201 },
    body: {
      purposes: { analytics: true, external: false },
      dataKinds: { ip: false, browser: true, visit_time: false, visitor_cookie: false },
      ...{ language: 'kk', surface: 'settings' },
    },
  })
  expect(visit).toMatchObject({ path: '/v1/visits', status: 202 })
  expect(visit?.text).not.toContain('durationMs')
  expect(await school.ran()).toEqual(['analytics'])
  expect(await engine.read(loadOnce), 'the placeholder').toBeDefined()
  expect(school.framesLoaded()).toBe(0)
  expect(school.rows('visits')).toMatchObject([
    { consent_id: id, browser: expect.stringMatching(browser), address: null, seen_at_ms: null },
  ])
  const { local, cookies } = await school.readDevice()
  expect(local.kelisim).toContain(`~${id}~analytics~browser~`)
  expect(JSON.stringify(cookies)).not.toContain(secret)
  expect(await school.searchBytes(secret)).toEqual([])
}

export async function expectWithdrawal(school: School): Promise<void> {
  const { engine } = school
  const id = String(school.rows('visits')[0]?.consent_id)
  await engine.click(settingsLink)
  await press(school, 'button', kk.withdraw)
  await waitUntilGone(school, dialog)
  await school.waitForBeacon(`/v1/consents/${id}/withdrawal`)
  expect(await told(school)).toEqual([`/v1/consents/${id}/withdrawal 201`])
  expect(school.rows('consent_events').at(-1)).toMatchObject({ state: 'ConsentWithdrawn' })
  expect(JSON.stringify(await school.readDevice())).not.toContain(id)
  await expectQuietPage(school)
  expect(school.rows('visits')).toHaveLength(1)
}

export async function expectAccepted(school: School, { browser }: EngineKind): Promise<void> {
  const { engine } = school
  await school.open(school.otherSite)
  await waitForBanner(school)
  await expectInert(school)
  await press(school, 'button', kk.accept)
  await waitUntilGone(school, banner)
  await waitUntilGone(school, loadOnce)
  await school.waitForBeacon('/v1/visits')
  const [consent, ...others] = await school.takeBeacons()
  expect(others.map(({ path, status }) => `${path} ${status}`)).toEqual(['/v1/visits 202'])
  const { id, secret } = keysOf(consent?.body)
  expect([...(await school.ran())].sort()).toEqual(['analytics', 'external'])
  await until('the frame', () => school.framesLoaded() === 1 || undefined)
  expect((await school.readDevice()).local.kelisim).toContain(`~${id}~analytics.external~`)

  await school.open(school.otherSite)
  const isTimed = () => school.rows('visits').some(({ duration_ms }) => Number(duration_ms) > 0)
  await until('the time in view', () => isTimed() || undefined)
  await until('the next visit', () => school.rows('visits').length === 3 || undefined)
  for (const visit of school.rows('visits').slice(1))
    expect(visit).toMatchObject({
      ...{ consent_id: id, browser: expect.stringMatching(browser) },
      ...{ address: expect.any(Uint8Array), seen_at_ms: expect.any(Number) },
    })
  expect(await told(school)).toEqual(['/v1/visits 202', '/v1/visits 202'])
  expect(await engine.read(banner)).toBeUndefined()
  for (const secretText of ['127.0.0.1', secret])
    expect(await school.searchBytes(secretText)).toEqual([])
}
