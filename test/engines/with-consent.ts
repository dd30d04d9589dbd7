import { expect } from 'vitest'
import { choiceIn } from '../support/choice/saved-choice.ts'
import { findBarriers } from '../support/engines/barriers.ts'
import type { EngineKind } from '../support/engines/engine.ts'
import type { School } from '../support/engines/school.ts'
import { until } from '../support/engines/until.ts'
import {
  banner,
  dialog,
  expectInert,
  expectQuietPage,
  kk,
  loadOnce,
  press,
  settingsLink,
  told,
  waitForBanner,
  waitUntilGone,
} from './page.ts'

// What a consent starts, on the wire, the device and the disk, and that it starts no more; then its end.

/** Of a record as the browser made it: what must be found again, and what must not. */
const keysOf = (body: unknown) => body as { readonly id: string; readonly secret: string }

/** Gated scripts are started in slices. */
const waitUntilRan = (school: School, count: number) =>
  until('gated scripts', async () => (await school.ran()).length >= count || undefined)

export async function expectOneKind(school: School, { browser }: EngineKind): Promise<void> {
  const { engine } = school
  await engine.click(settingsLink)
  await until('the settings', () => engine.read(dialog))
  await press(school, 'switch', 'Аналитика және статистика')
  await engine.pressEscape()
  await waitUntilGone(school, dialog)
  expect(await told(school), 'Esc').toEqual([])
  const focused = await engine.evaluate(() => document.activeElement?.textContent)
  expect(focused, 'the focus').toBe(settingsLink.name)
  await engine.click(settingsLink)
  await until('the settings', () => engine.read(dialog))
  // What was ticked is forgotten: else this would turn it off.
  await press(school, 'switch', 'Аналитика және статистика')
  await press(school, 'switch', 'Браузер')
  expect(await findBarriers(engine)).toEqual([])
  expect(await told(school), 'a switch alone').toEqual([])
  await press(school, 'button', kk.save)
  await waitUntilGone(school, dialog)
  await school.waitForBeacon('/v1/visits')
  await waitUntilRan(school, 1)
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
    { browser: expect.stringMatching(browser), address: null, seen_at_ms: null },
  ])
  // Without the visitor cookie no visit leads to whose it is.
  expect(JSON.stringify(school.rows('visits'))).not.toContain(id)
  const { local, cookies } = await school.readDevice()
  expect(choiceIn(local)).toContain(`~${id}~analytics~browser~`)
  expect(JSON.stringify(cookies)).not.toContain(secret)
  expect(await school.searchBytes(secret)).toEqual([])
}

export async function expectWithdrawal(school: School): Promise<void> {
  const { engine } = school
  const { local } = await school.readDevice()
  const [, id] = /~([\da-f-]{36})~/.exec(choiceIn(local) ?? '') ?? []
  expect(id).toBeDefined()
  await engine.click(settingsLink)
  const said = await until('the settings', () => engine.read(dialog))
  expect(said).toContain(id)
  // An engine without Kazakh words for dates and numbers must not show through.
  expect(said).not.toMatch(/\{\w+\}|Invalid|undefined|NaN|days/)
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
  await waitUntilRan(school, 2)
  const [consent, ...others] = await school.takeBeacons()
  expect(others.map(({ path, status }) => `${path} ${status}`)).toEqual(['/v1/visits 202'])
  const { id, secret } = keysOf(consent?.body)
  expect([...(await school.ran())].sort()).toEqual(['analytics', 'external'])
  await until('the frame', () => school.framesLoaded() === 1 || undefined)
  expect(choiceIn((await school.readDevice()).local)).toContain(`~${id}~analytics.external~`)

  await school.open(school.otherSite)
  const isTimed = () => school.rows('visits').some(({ duration_ms }) => Number(duration_ms) > 0)
  await until('the time in view', () => isTimed() || undefined)
  await until('the next visit', () => school.rows('visits').length === 3 || undefined)
  const joined = school.rows('visits').filter(({ consent_id }) => consent_id === id)
  expect(joined).toHaveLength(2)
  for (const visit of joined)
    expect(visit).toMatchObject({
      ...{ browser: expect.stringMatching(browser) },
      ...{ address: expect.any(Uint8Array), seen_at_ms: expect.any(Number) },
    })
  expect(await told(school)).toEqual(['/v1/visits 202', '/v1/visits 202'])
  expect(await engine.read(banner)).toBeUndefined()
  for (const secretText of ['127.0.0.1', secret])
    expect(await school.searchBytes(secretText)).toEqual([])
}
