import { createHash } from 'node:crypto'
import Database from 'better-sqlite3'
import { expect, test, vi } from 'vitest'
import { findNextRunMs } from '../../../server/jobs.ts'
import { buildPolicyVersion } from '../../support/app/policy-version.ts'
import { PROCESSOR } from '../../support/app/processor.ts'
import {
  give,
  isOutdated,
  publishLines,
  show,
  versionOf,
} from '../../support/policy/policy-acts.ts'
import {
  buildApproved,
  MIDNIGHT_MS,
  NOON_MS,
  openPolicyWorld,
} from '../../support/policy/policy-world.ts'

// Versions that were approved in the console: when they are published, and what may not happen then.

vi.setConfig({ testTimeout: 30_000 })

test('PO-03 an approved version is published at midnight in Almaty and not a moment before, without a restart, in the very text that was approved', async () => {
  const world = await openPolicyWorld()
  const server = await world.start()
  const draft = buildApproved()
  await server.store.addPolicyDraft(draft)
  const before = await server.readCurrent()
  for (const nowMs of [NOON_MS, MIDNIGHT_MS - 1]) {
    world.nowMs = nowMs
    await server.deps.policyUpdates.run()
    expect(await server.readCurrent()).toEqual(before)
    expect((await server.app.request('/policy/2026-12-01')).status).toBe(404)
    expect(await show(server, '/policy/versions')).not.toContain('2026-12-01')
    expect(await publishLines(server)).toEqual([])
  }
  world.nowMs = MIDNIGHT_MS
  await server.deps.policyUpdates.run()
  const sha256 = createHash('sha256').update(draft.texts.kk).digest('hex')
  expect(await server.readCurrent()).toMatchObject({ version: '2026-12-01', sha256 })
  expect(await show(server, '/policy.txt?lang=ru')).toBe(draft.texts.ru)
  expect(await show(server, '/policy?lang=kk')).toContain(draft.summary.kk)
  expect(await show(server, '/policy/2025-08-01')).toContain('1.1.')
  expect(await show(server, '/policy/2026-12-01/changes?since=2025-08-01&lang=en')).toContain(
    '11.2',
  )
  expect(await show(server, '/policy/versions')).toContain(sha256)
  const [line, ...more] = await publishLines(server)
  expect(more).toEqual([])
  expect(line).toMatchObject({ actor: 'system', thread: '2026-12-01' })
  expect(line?.content).toContain(sha256)
  expect(await server.store.findPolicyDraft()).toBeUndefined()
})

test('CB-12 PO-03 an editorial version asks nobody and leaves old consents with their version, and still never extends one to a new purpose or recipient', async () => {
  const world = await openPolicyWorld()
  const server = await world.start()
  const old = await give(server)
  await server.store.addPolicyDraft(buildApproved({ change: 'editorial' }))
  world.nowMs = MIDNIGHT_MS
  await server.deps.policyUpdates.run()
  expect(await versionOf(server)).toBe('2026-12-01')
  expect(await isOutdated(server, old)).toBe(false)
  const since = await give(server)
  const [first, second] = [
    await server.store.findConsent(old),
    await server.store.findConsent(since),
  ]
  expect([first?.policyVersion, second?.policyVersion]).toEqual(['2025-08-01', '2026-12-01'])
  expect(second?.noticeSha256).toBe(server.deps.notices.kk)
  expect(first?.noticeSha256).not.toBe(second?.noticeSha256)
  expect(await server.store.findNotice(second?.noticeSha256 ?? '')).toBeDefined()
  await server.stop()
  const wider = await world.start({
    services: [
      {
        ...{ id: 'video', purpose: 'external', name: 'Video', provider: 'Video host' },
        ...{ country: 'US', processor: PROCESSOR },
      },
    ],
  })
  for (const id of [old, since]) expect(await isOutdated(wider, id)).toBe(true)
})

test('CB-12 a material version asks everybody again who consented before, and nobody who consented to it', async () => {
  const world = await openPolicyWorld()
  const server = await world.start()
  const old = await give(server)
  await server.store.addPolicyDraft(buildApproved())
  expect(await isOutdated(server, old)).toBe(false)
  world.nowMs = MIDNIGHT_MS
  await server.deps.policyUpdates.run()
  expect(await isOutdated(server, old)).toBe(true)
  const since = await give(server)
  expect(await isOutdated(server, since)).toBe(false)
  await server.stop()
  const next = await world.start()
  expect([await isOutdated(next, old), await isOutdated(next, since)]).toEqual([true, false])
})

test('PO-03 a server that was off at midnight publishes at its start, before it answers anybody', async () => {
  const world = await openPolicyWorld()
  const server = await world.start()
  await server.store.addPolicyDraft(buildApproved())
  await server.stop()
  world.nowMs = MIDNIGHT_MS + 36 * 3_600_000
  const next = await world.start()
  expect(await versionOf(next)).toBe('2026-12-01')
  expect(await publishLines(next)).toHaveLength(1)
  expect((await next.app.request('/v1/site')).status).toBe(200)
})

test('PO-02 PO-03 a clock that is set back takes nothing out of force and publishes nothing twice, also after a restart', async () => {
  const world = await openPolicyWorld()
  const server = await world.start()
  await server.store.addPolicyDraft(buildApproved())
  world.nowMs = MIDNIGHT_MS
  await server.deps.policyUpdates.run()
  const published = await server.readCurrent()
  world.nowMs = NOON_MS
  await server.deps.policyUpdates.run()
  expect(await server.readCurrent()).toEqual(published)
  await server.stop()
  const next = await world.start()
  expect(await next.readCurrent()).toEqual(published)
  world.nowMs = MIDNIGHT_MS
  await next.deps.policyUpdates.run()
  expect(await publishLines(next)).toHaveLength(1)
  expect(await next.store.readPolicies()).toHaveLength(1)
})

test('PO-03 a clock that jumps ahead by a year publishes nothing before its day', async () => {
  const world = await openPolicyWorld()
  const server = await world.start()
  await server.store.addPolicyDraft(buildApproved())
  world.nowMs = NOON_MS + 365 * 86_400_000
  await server.deps.policyUpdates.run()
  expect(await versionOf(server)).toBe('2025-08-01')
  expect(await publishLines(server)).toEqual([])
})

test('PO-03 two processes on one database publish once and agree, and the one that came second serves the new version too', async () => {
  const world = await openPolicyWorld()
  const [one, other] = [await world.start(), await world.start()]
  await one.store.addPolicyDraft(buildApproved())
  world.nowMs = MIDNIGHT_MS
  await Promise.all([one.deps.policyUpdates.run(), other.deps.policyUpdates.run()])
  await Promise.all([one.deps.policyUpdates.run(), other.deps.policyUpdates.run()])
  expect(await one.readCurrent()).toEqual(await other.readCurrent())
  expect(await versionOf(other)).toBe('2026-12-01')
  expect(other.deps.notices).toMatchObject({ kk: one.deps.notices.kk, ru: one.deps.notices.ru })
  expect(await publishLines(one)).toHaveLength(1)
})

test('PO-03 what is not approved, and what was taken back, is never published', async () => {
  const world = await openPolicyWorld()
  const server = await world.start()
  const { store } = server
  const approved = buildApproved()
  await store.addPolicyDraft(approved)
  await store.changePolicyDraft({ ...approved, revision: 3, approval: null }, approved)
  world.nowMs = MIDNIGHT_MS + 86_400_000
  await server.deps.policyUpdates.run()
  expect(await versionOf(server)).toBe('2025-08-01')
  expect(await store.readPolicies()).toEqual([])
  expect(await store.listNotices('kk')).toHaveLength(1)
})

test('PO-02 a version that a newer file has overtaken is not slipped in behind it; the log says so once', async () => {
  const world = await openPolicyWorld()
  const newer = buildPolicyVersion('2026-12-05', '# P\n\n1. X.\n')
  const shipped = world.files.versions
  world.files = { current: newer, versions: [newer, ...shipped] }
  const server = await world.start()
  await server.store.addPolicyDraft(buildApproved())
  world.nowMs = MIDNIGHT_MS
  await server.deps.policyUpdates.run()
  await server.deps.policyUpdates.run()
  expect(await versionOf(server)).toBe('2025-08-01')
  expect(await server.store.readPolicies()).toEqual([])
  expect(server.logged.filter((line) => line.includes('policy_not_published'))).toHaveLength(1)
  await server.stop()
  // Published in the console, and put there as a file as well.
  world.files = { current: shipped[0] ?? newer, versions: shipped }
  const next = await world.start()
  await next.deps.policyUpdates.run()
  expect(await versionOf(next)).toBe('2026-12-01')
  await next.stop()
  const twin = buildPolicyVersion('2026-12-01', '# P\n\n1. X.\n')
  world.files = { current: twin, versions: [twin, ...shipped] }
  await expect(world.start()).rejects.toThrow('2026-12-01 was published in the console')
})

test('PO-02 a text that was changed in the database behind the server stops its start, and is named', async () => {
  const world = await openPolicyWorld()
  const server = await world.start()
  await server.store.addPolicyDraft(buildApproved())
  world.nowMs = MIDNIGHT_MS
  await server.deps.policyUpdates.run()
  await server.stop()
  const database = new Database(world.databaseFile)
  database.exec('drop trigger policy_versions_no_update')
  database.exec(`update policy_versions set texts = replace(texts, '11.2', '11.3')`)
  database.close()
  await expect(world.start()).rejects.toThrow(/2026-12-01 in the database was changed.*\(kk\)/)
})

test('a runtime that is woken by alarms is woken at midnight for an approved version, and not for a draft', async () => {
  const world = await openPolicyWorld()
  const { deps, store } = await world.start()
  world.nowMs = MIDNIGHT_MS - 30_000
  const approved = buildApproved()
  await store.addPolicyDraft({ ...approved, approval: null })
  const unhurried = await findNextRunMs(deps)
  expect(unhurried).toBeGreaterThan(MIDNIGHT_MS)
  await store.changePolicyDraft({ ...approved, revision: 3 }, approved)
  expect(await findNextRunMs(deps)).toBe(MIDNIGHT_MS)
})
