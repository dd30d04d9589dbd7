import { fork } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { registerLines, rowsOf } from '../support/my-data.ts'

// Closing a request, saying so in the audit and mailing the answer are one commit: a process that is killed between has done all
// of it or nothing.

const CHILD = join(import.meta.dirname, '..', 'support', 'killed-act.ts')

interface Said {
  readonly databaseFile: string
  readonly mails: number
}

/** Kills the act once the store has written so many times. @returns what is left, and whether it came to its end before. */
async function killAfter(count: number) {
  const child = fork(CHILD, ['a request is answered', String(count)])
  const exit = once(child, 'exit')
  const isDead = exit.then(() => Promise.reject(new Error('died before the act')))
  const message = Promise.race([once(child, 'message'), isDead])
  const [[said], [code]] = (await Promise.all([message, exit])) as [[Said], [number | null]]
  const server = { databaseFile: said.databaseFile }
  const traces = {
    closed: rowsOf(server, 'requests').filter(({ state }) => state !== 'open').length,
    audited: registerLines(server as never, 'audit').filter(
      ({ action }) => action === 'request.answer',
    ).length,
    mailed: rowsOf(server, 'mail_queue').length - said.mails,
  }
  await rm(dirname(said.databaseFile), { recursive: true, force: true })
  return { traces, isEnded: code === 0 }
}

const NOTHING = { closed: 0, audited: 0, mailed: 0 }
const ALL = { closed: 1, audited: 1, mailed: 1 }

/** Writes of the store that the act makes: signing in, and the closing. */
const WRITES = 2

test('SE-04, DS-10: a request is closed, audited and answered by mail, or nothing of it, wherever the process is killed', async () => {
  const points = Array.from({ length: WRITES + 1 }, (_, count) => killAfter(count))
  const [first, second, whole] = await Promise.all(points)
  expect(first).toEqual({ traces: NOTHING, isEnded: false })
  expect(second).toEqual({ traces: ALL, isEnded: false })
  expect(whole).toEqual({ traces: ALL, isEnded: true })
}, 60_000)
