import { expect, onTestFinished, test, vi } from 'vitest'
import { readLongJobs, startLongJob } from '../../../server/domain/jobs/long-job.ts'
import { openTestApp } from '../../support/app/test-app.ts'

async function open() {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  onTestFinished(() => void vi.useRealTimers())
  const server = await openTestApp()
  onTestFinished(() => server.close())
  return { server, read: () => readLongJobs(server.deps) }
}

test('a work that is busy for long is not taken for one that was cut off: it is shown as running, started once, and silent after its end', async () => {
  const { server, read } = await open()
  const { deps } = server
  const given = { kind: 'retention', by: 'administrator' } as const
  const result = { isDryRun: false, counts: { visits: 2 } }
  let end = () => {}
  const busy = new Promise<void>((resolve) => {
    end = resolve
  })
  const timersBefore = vi.getTimerCount()
  const started = await startLongJob(deps, given, async () => {
    await busy
    return { kind: 'done', result }
  })
  for (let seconds = 0; seconds < 120; seconds += 10) {
    server.nowMs += 10_000
    await vi.advanceTimersByTimeAsync(10_000)
    await vi.waitFor(async () => {
      const [stored] = await read()
      expect(stored?.state).toBe('running')
    })
    expect(await startLongJob(deps, given, () => new Promise(() => {}))).toBeUndefined()
  }
  end()
  await started?.ended
  expect(vi.getTimerCount()).toBe(timersBefore)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(await read()).toMatchObject([{ state: 'done', result }])
})

test('a sign of life that cannot be stored ends no work', async () => {
  const { server, read } = await open()
  let isFull = false
  const store = {
    ...server.deps.store,
    noteJob: (...given: Parameters<typeof server.deps.store.noteJob>) => {
      if (isFull) return Promise.reject(new Error('database or disk is full'))
      return server.deps.store.noteJob(...given)
    },
  }
  const deps = { ...server.deps, store }
  const result = { isDryRun: false, counts: {} }
  const started = await startLongJob(deps, { kind: 'retention', by: 'a' }, async () => {
    isFull = true
    await vi.advanceTimersByTimeAsync(20_000)
    isFull = false
    return { kind: 'done', result }
  })
  await started?.ended
  expect(await read()).toMatchObject([{ state: 'done', result }])
  expect(JSON.stringify(server.logged)).not.toContain('long_job_failed')
})
