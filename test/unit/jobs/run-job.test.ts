import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { JobLostError, runJob } from '../../../server/domain/jobs/run-job.ts'
import { openSqlite } from '../../../server/store/sqlite/file/open.ts'
import type { Store } from '../../../server/store/store.ts'

const START = Date.parse('2026-11-25T05:00:00Z')
const MINUTE = 60_000

let folder: string
let store: Store
let nowMs: number
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kelisim-jobs-'))
  store = await openSqlite(join(folder, 'jobs.db'))
  nowMs = START
})
afterEach(async () => {
  await store.close()
  await rm(folder, { recursive: true, force: true })
})

const deps = () => ({ store, clock: () => nowMs })
const byOne = { name: 'work', holder: 'one' }
const byTwo = { name: 'work', holder: 'two' }
/** What a job's work is given, as the work sees it. */
const look = (by = byOne) =>
  runJob(deps(), by, async ({ position, lastRunAtMs }) => ({ position, lastRunAtMs }))

describe('regular work', () => {
  test('RT-03: is done by one holder at a time; another job is not kept from its own', async () => {
    const result = await runJob(deps(), byOne, async () => ({
      same: await look(byTwo),
      other: await look({ name: 'other work', holder: 'two' }),
    }))
    expect(result).toEqual({ same: undefined, other: { position: null, lastRunAtMs: null } })
    expect(await look(byTwo)).toEqual({ position: null, lastRunAtMs: START })
  })

  test('RT-03: is taken over once its holder has said nothing for a minute, and not before', async () => {
    await runJob(deps(), byOne, async () => {
      nowMs = START + MINUTE - 1
      expect(await look(byTwo)).toBeUndefined()
      nowMs = START + MINUTE
      expect(await look(byTwo)).toEqual({ position: null, lastRunAtMs: null })
    })
  })

  test('RT-03: is kept by a holder that says it goes on', async () => {
    await runJob(deps(), byOne, async ({ advance }) => {
      nowMs = START + MINUTE - 1
      await advance('half')
      nowMs += MINUTE - 1
      expect(await look(byTwo)).toBeUndefined()
    })
  })

  test('RT-03: a holder that has lost it is told so, and neither notes anything nor lets go of what is another’s', async () => {
    const lost = runJob(deps(), byOne, async ({ advance }) => {
      nowMs = START + MINUTE
      expect(await store.takeJob('work', 'two', { nowMs, untilMs: nowMs + MINUTE })).toBeDefined()
      await advance('of the one that lost it')
    })
    await expect(lost).rejects.toBeInstanceOf(JobLostError)
    expect(await look()).toBeUndefined()
    expect(await store.findJob('work')).toEqual({ position: null, lastRunAtMs: null })
  })

  test('RT-03: that comes to its end after it was lost leaves the other’s position alone', async () => {
    await runJob(deps(), byOne, async () => {
      nowMs = START + MINUTE
      await store.takeJob('work', 'two', { nowMs, untilMs: nowMs + MINUTE })
      await store.noteJob('work', 'two', { lastRunAtMs: null, position: 'of two' })
    })
    expect(await store.findJob('work')).toEqual({ position: 'of two', lastRunAtMs: null })
    expect(await look()).toBeUndefined()
  })

  test('RT-03: that fails is let go of, goes on where it was, and does not count as done', async () => {
    const failed = runJob(deps(), byOne, async ({ advance }) => {
      await advance('half')
      throw new Error('the disk is full')
    })
    await expect(failed).rejects.toThrow('the disk is full')
    expect(await look(byTwo)).toEqual({ position: 'half', lastRunAtMs: null })
  })

  test('RT-03: of a process that was killed goes on from its last position after a minute, in another process', async () => {
    const script = join(import.meta.dirname, 'killed-job.ts')
    const child = fork(script, [join(folder, 'jobs.db'), String(START)])
    await once(child, 'message')
    expect(await look(byTwo)).toBeUndefined()
    child.kill('SIGKILL')
    await once(child, 'exit')
    nowMs = START + MINUTE - 1
    expect(await look(byTwo)).toBeUndefined()
    nowMs = START + MINUTE
    expect(await look(byTwo)).toEqual({ position: 'half', lastRunAtMs: null })
  })
})
