import { expect, test, vi } from 'vitest'
import type { PoliciesResult, PolicyDraftResult } from '../../../server/contract/index.ts'
import { newId } from '../../support/app/test-app.ts'
import { give, show, versionOf } from '../../support/policy/policy-acts.ts'
import { buildApproved, MIDNIGHT_MS, openPolicyWorld } from '../../support/policy/policy-world.ts'

// From the draft to the public page, by the interface alone.

vi.setConfig({ testTimeout: 30_000 })

test('PO-03 approved for today it is published at once and nobody takes it back; approved for later it is taken back until midnight and not after', async () => {
  const world = await openPolicyWorld()
  const server = await world.start()
  const { ask } = server
  const { texts, summary } = buildApproved()
  const begin = async () =>
    (await ask('/draft', { id: newId(world.nowMs) })).json() as Promise<PolicyDraftResult>
  const prepare = async (effectiveOn: string) => {
    const { id, revision } = await begin()
    const body = { id, revision, texts, change: 'editorial', summary, effectiveOn }
    const saved = await ask('/draft/save', body)
    const draft = (await saved.json()) as PolicyDraftResult
    expect(draft.problems).toEqual([])
    return { id, revision: draft.revision, version: draft.version ?? '' }
  }
  const today = await prepare('2026-11-30')
  expect((await ask('/draft/approve', today)).status).toBe(204)
  expect(await versionOf(server)).toBe('2026-11-30')
  const late = await ask('/draft/take-back', { ...today, revision: today.revision + 1 })
  expect(late.status).toBe(409)
  expect(await versionOf(server)).toBe('2026-11-30')

  const { id, revision } = await begin()
  const kk = `${texts.kk}\n11.3. Y.\n`
  const longer = { kk, ru: `${texts.ru}\n11.3. Y.\n`, en: `${texts.en}\n11.3. Y.\n` }
  const body = { id, revision, texts: longer, change: 'editorial', summary }
  await ask('/draft/save', { ...body, effectiveOn: '2026-12-01' })
  const tomorrow = { id, revision: revision + 1, version: '2026-12-01' }
  expect((await ask('/draft/approve', tomorrow)).status).toBe(200)
  expect(await versionOf(server)).toBe('2026-11-30')
  world.nowMs = MIDNIGHT_MS - 1
  const back = await ask('/draft/take-back', { ...tomorrow, revision: revision + 2 })
  expect(back.status).toBe(200)
  expect((await ask('/draft/approve', { ...tomorrow, revision: revision + 3 })).status).toBe(200)
  world.nowMs = MIDNIGHT_MS
  const tooLate = await ask('/draft/take-back', { ...tomorrow, revision: revision + 4 })
  expect(tooLate.status).toBe(409)
  expect(await server.readCurrent()).toMatchObject({ version: '2026-12-01' })
  expect(await show(server, '/policy.txt?lang=kk')).toBe(kk)
  const listed = (await (await ask('')).json()) as PoliciesResult
  expect(listed.versions.map(({ version, state, origin }) => [version, state, origin])).toEqual([
    ['2026-12-01', 'in_force', 'console'],
    ['2026-11-30', 'past', 'console'],
    ['2025-08-01', 'past', 'file'],
  ])
})

test('a second version of a day gets the next number, and visitors who would be asked again are counted', async () => {
  const world = await openPolicyWorld()
  const server = await world.start()
  await give(server)
  await give(server)
  await server.store.addPolicyDraft(buildApproved({ change: 'editorial' }))
  world.nowMs = MIDNIGHT_MS
  await server.deps.policyUpdates.run()
  await give(server)
  await server.store.addPolicyDraft(buildApproved({ approval: null, change: 'material' }))
  const draft = (await (await server.ask('/draft')).json()) as PolicyDraftResult
  expect(draft.version).toBe('2026-12-01.1')
  expect(draft.askedAgain).toEqual({ visitors: 3, isLeast: false })
})
