import { expect, onTestFinished, test } from 'vitest'
import type { LongJob, LongJobsResult } from '../../../server/contract/index.ts'
import { startLongJob } from '../../../server/domain/jobs/long-job.ts'
import { sealLedger } from '../../../server/domain/ledger/sealer.ts'
import { summarise } from '../../../server/ledger/summarise.ts'
import { verifyDatabase } from '../../../server/ledger/verify-database.ts'
import { consent, openTestApp, type TestApp } from '../../support/app/test-app.ts'
import { tamper } from '../../support/database/tamper.ts'
import { startSession } from '../../support/staff/staff-session.ts'

const ORIGIN = 'https://consent.school.example'

async function open(verifiedOf: (databaseFile: string) => string = (file) => file) {
  const holding: { goOn: () => void } = { goOn: () => {} }
  const held = new Promise<void>((resolve) => {
    holding.goOn = resolve
  })
  const opened = await openTestApp({
    runtime: (databaseFile) => ({
      verifyWhole: async () => {
        await held
        const { cryptography } = opened.deps
        return summarise(await verifyDatabase(verifiedOf(databaseFile), { cryptography }))
      },
    }),
  })
  onTestFinished(() => opened.close())
  const cookie = `__Host-kelisim_admin=${await startSession(opened.deps)}`
  const headers = { cookie, host: 'consent.school.example', origin: ORIGIN }
  const post = (path: string, body?: object) =>
    opened.app.request(`${ORIGIN}/v1/admin${path}`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    })
  const read = async () => {
    const answer = await opened.app.request(`${ORIGIN}/v1/admin/jobs`, { headers })
    return ((await answer.json()) as LongJobsResult).jobs
  }
  const readEnded = async (kind: LongJob['kind']) => {
    for (let left = 200; left > 0; left -= 1) {
      const job = (await read()).find((one) => one.kind === kind)
      if (job && job.state !== 'running') return job
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    throw new Error('it does not end')
  }
  return { server: opened, post, read, readEnded, goOn: holding.goOn }
}

const actionsOf = async ({ deps }: TestApp) =>
  (await deps.store.readRegister('audit', 0, 99)).map(({ content }) => JSON.parse(content).action)

test('CR-03 a verification goes on by itself, one at a time, and its result is there for whoever comes back', async () => {
  const { server, post, read, readEnded, goOn } = await open()
  await server.post('/v1/consents', consent())
  await sealLedger(server.deps)
  expect(await read()).toEqual([])
  const started = await post('/jobs/verification')
  expect(started.status).toBe(202)
  expect(await started.json()).toMatchObject({
    kind: 'verification',
    state: 'running',
    result: null,
  })
  const second = await post('/jobs/verification')
  expect([second.status, (await second.json()).error.code]).toEqual([409, 'job_running'])
  goOn()
  const job = await readEnded('verification')
  expect(job).toMatchObject({ state: 'done', reason: null })
  expect(job.result).toMatchObject({ problemCount: 0, events: 1, checkpoints: 1 })
  // The refused second one is nobody's act.
  expect((await actionsOf(server)).filter((action) => action === 'verification.run')).toHaveLength(
    1,
  )
})

test('CR-03 a verification that finds something says so, to Today too, and shows no stored value', async () => {
  let altered = ''
  const { server, post, readEnded, goOn } = await open(() => altered)
  const body = consent()
  await server.post('/v1/consents', body)
  await sealLedger(server.deps)
  altered = tamper(server.databaseFile, (copy) => {
    copy.exec("update consent_records set language = 'en'")
  })
  goOn()
  await post('/jobs/verification')
  const job = await readEnded('verification')
  expect(job).toMatchObject({
    state: 'done',
    result: { problems: ['event 1: it, or its consent record, was altered'] },
  })
  expect(JSON.stringify(job)).not.toContain(body.id)
  const last = await server.deps.store.findJob('verification')
  expect(JSON.parse(last?.position ?? '')).toMatchObject({ problems: 1 })
})

test('RT-03 a run in the background destroys nothing where it is dry, and is the act of who asked', async () => {
  const { server, post, readEnded } = await open()
  const started = await post('/jobs/retention', { dryRun: true })
  expect(started.status).toBe(202)
  expect(await readEnded('retention')).toMatchObject({
    ...{ state: 'done', result: { isDryRun: true, counts: {} } },
  })
  expect(await server.deps.store.findJob('retention')).toBeUndefined()
  const runs = async () =>
    (await server.deps.store.readRegister('audit', 0, 99))
      .map(({ content }) => JSON.parse(content))
      .filter(({ action }) => action === 'retention.run')
  expect(await runs()).toMatchObject([{ subject: 'retention', isDryRun: true }])
  await post('/jobs/retention', { dryRun: false })
  expect(await readEnded('retention')).toMatchObject({ result: { isDryRun: false } })
  const [, real] = await runs()
  expect(real).not.toHaveProperty('isDryRun')
  expect((await server.deps.store.findJob('retention'))?.position).toContain('doneOn')
  const wrong = await post('/jobs/retention', { dryRun: 'no' })
  expect(wrong.status).toBe(422)
})

test('a work that the server’s end has cut off is interrupted, keeps nobody waiting and can be started again', async () => {
  const { server, read } = await open()
  const { deps } = server
  const given = { kind: 'verification', by: 'administrator' } as const
  await startLongJob(deps, given, () => new Promise(() => {}))
  expect(await read()).toMatchObject([{ state: 'running' }])
  expect(await startLongJob(deps, given, () => new Promise(() => {}))).toBeUndefined()
  server.nowMs += 31_000
  expect(await read()).toMatchObject([{ state: 'interrupted', result: null }])
  const again = await startLongJob(deps, given, async () => ({ kind: 'failed', reason: 'error' }))
  await again?.ended
  expect(await read()).toMatchObject([{ state: 'failed', reason: 'error' }])
})

test('a work that fails says so; what its error said is neither stored nor logged', async () => {
  const { server, read } = await open()
  const started = await startLongJob(
    server.deps,
    { kind: 'folder', by: 'administrator' },
    async (advance) => {
      server.nowMs += 2_000
      await advance({ done: 1, total: 4 })
      expect((await read())[0]?.progress).toEqual({ done: 1, total: 4 })
      throw new Error('parent@example.kz')
    },
  )
  await started?.ended
  const jobs = await read()
  expect(jobs).toMatchObject([{ state: 'failed', reason: 'error', progress: null }])
  expect(JSON.stringify([jobs, server.logged])).not.toContain('parent@')
})
