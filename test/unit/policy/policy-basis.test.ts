import { expect, test, vi } from 'vitest'
import type { PolicyDifferenceResult, PolicyDraftResult } from '../../../server/contract/index.ts'
import { buildPolicyVersion } from '../../support/app/policy-version.ts'
import { errorOf, newId } from '../../support/app/test-app.ts'
import { give, isOutdated, publishLines, versionOf } from '../../support/policy/policy-acts.ts'
import { buildApproved, MIDNIGHT_MS, openPolicyWorld } from '../../support/policy/policy-world.ts'

// A material version comes as a file while an editorial one is in preparation that was begun before it.

vi.setConfig({ testTimeout: 30_000 })

const DAY_MS = 86_400_000
const LATER = { effectiveOn: '2026-12-02', change: 'editorial' } as const

type World = Awaited<ReturnType<typeof openPolicyWorld>>

/** A material version of 1 December comes as a file; the server is restarted with it. */
async function restartWithNewer(world: World) {
  const { versions } = world.files
  const { texts } = buildApproved()
  const newer = buildPolicyVersion('2026-12-01', texts.kk.replace('11.2. X.', '11.2. Newer.'))
  world.files = { ...world.files, versions: [newer, ...versions] }
  return world.start()
}

test('PO-03 a version that was begun before a newer one came is not approved, is compared with the newer one, and is begun anew from it', async () => {
  const world = await openPolicyWorld()
  const first = await world.start()
  await first.store.addPolicyDraft(buildApproved({ ...LATER, approval: null }))
  const before = (await (await first.ask('/draft')).json()) as PolicyDraftResult
  expect(before.problems).toEqual([])
  await first.stop()

  const server = await restartWithNewer(world)
  const { ask } = server
  const draft = (await (await ask('/draft')).json()) as PolicyDraftResult
  expect(draft.problems).toEqual([{ problem: 'based_on_older', language: null, at: '2026-12-01' }])
  const seen = { id: draft.id, revision: draft.revision }
  const refused = await ask('/draft/approve', { ...seen, version: draft.version })
  expect([refused.status, (await errorOf(refused)).code]).toEqual([409, 'policy_not_ready'])
  const changes = (await (await ask('/draft/changes')).json()) as PolicyDifferenceResult
  expect(changes.since).toBe('2026-12-01')
  expect(JSON.stringify(changes.paragraphs)).toContain('Newer')
  world.nowMs = MIDNIGHT_MS + DAY_MS
  await server.deps.policyUpdates.run()
  expect(await server.store.readPolicies()).toEqual([])

  expect((await ask('/draft/delete', seen)).status).toBe(204)
  const anew = (await (await ask('/draft', { id: newId(world.nowMs) })).json()) as PolicyDraftResult
  expect(anew.basedOn).toBe('2026-12-01')
  expect(anew.texts.kk).toContain('11.2. Newer.')
  expect(anew.problems.map(({ problem }) => problem)).not.toContain('based_on_older')
})

test('CB-12 PO-03 a version that was approved before a material one came is not published over it: everybody stays asked again, and it is said', async () => {
  const world = await openPolicyWorld()
  const first = await world.start()
  const old = await give(first)
  const approval = { version: '2026-12-02', by: 'account-b', atMs: world.nowMs }
  await first.store.addPolicyDraft(buildApproved({ ...LATER, approval }))
  await first.stop()

  const server = await restartWithNewer(world)
  world.nowMs = MIDNIGHT_MS + DAY_MS
  await server.deps.policyUpdates.run()
  await server.deps.policyUpdates.run()
  expect(await versionOf(server)).toBe('2026-12-01')
  expect(await server.store.readPolicies()).toEqual([])
  expect(await publishLines(server)).toEqual([])
  expect(await isOutdated(server, old)).toBe(true)
  expect(server.logged.filter((line) => line.includes('policy_not_published'))).toHaveLength(1)
  const draft = (await (await server.ask('/draft')).json()) as PolicyDraftResult
  expect(draft.approval).not.toBeNull()
  expect(draft.problems).toContainEqual({
    ...{ problem: 'based_on_older', language: null, at: '2026-12-01' },
  })
})

test('a version begun while a newer one is announced begins from that one, and may come into force on its day', async () => {
  const world = await openPolicyWorld()
  const server = await restartWithNewer(world)
  const { ask } = server
  const begun = (await (
    await ask('/draft', { id: newId(world.nowMs) })
  ).json()) as PolicyDraftResult
  expect(begun.basedOn).toBe('2026-12-01')
  expect(await versionOf(server)).toBe('2025-08-01')
  const { texts, summary } = buildApproved()
  const body = { id: begun.id, revision: begun.revision, texts, summary, change: 'editorial' }
  const answer = await ask('/draft/save', { ...body, effectiveOn: '2026-12-01' })
  const saved = (await answer.json()) as PolicyDraftResult
  expect([saved.version, saved.problems]).toEqual(['2026-12-01.1', []])
})
