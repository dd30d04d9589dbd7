import { fork } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { registerLines, rowsOf } from '../../support/app/my-data.ts'
import { carryOn } from '../../support/server/carry-on.ts'

// What staff does, the line of it in the audit and the mail about it are one commit: a process that is killed between has done all of
// it or nothing.

const CHILD = join(import.meta.dirname, '..', '..', 'support', 'server', 'killed-act.ts')

interface Said {
  readonly databaseFile: string
  readonly mails: number
}

type Server = Parameters<typeof registerLines>[0]

const lines = (server: Server, register: 'audit' | 'destructions', action?: string) =>
  registerLines(server, register).filter((line) => line.action === action).length
const closed = (server: Server) =>
  rowsOf(server, 'requests').filter(({ state }) => state !== 'open').length
const gone = (server: Server) => Number(rowsOf(server, 'messages').length === 0)

/** An act: what it leaves, each once, and the write of the store after which all of it is there. */
interface KilledAct {
  readonly read: (server: Server, mails: number) => Readonly<Record<string, number>>
  /** Signing in is the first. */
  readonly doneAfter: number
  readonly writes: number
  /** The write after which the regular work carries it out, without anybody asking again. Default: {@link doneAfter}. */
  readonly carriedOnAfter?: number
}

const acts: Readonly<Record<string, KilledAct>> = {
  'a request is answered': {
    read: (server, mails) => ({
      closed: closed(server),
      audited: lines(server, 'audit', 'request.answer'),
      mailed: rowsOf(server, 'mail_queue').length - mails,
    }),
    ...{ doneAfter: 2, writes: 2 },
  },
  'a message is held by law': {
    read: (server) => ({
      held: rowsOf(server, 'legal_holds').length,
      audited: lines(server, 'audit', 'data.hold'),
      blocked: rowsOf(server, 'restrictions').length,
      blockAudited: lines(server, 'audit', 'data.block'),
    }),
    ...{ doneAfter: 2, writes: 2 },
  },
  // Noted as the last act on the request; deferred, so that it is carried out in any case; withdrawn; erased.
  'a deletion is carried out with its answer': {
    read: (server, mails) => ({
      erased: gone(server),
      registered: lines(server, 'destructions'),
      closed: closed(server),
      audited: lines(server, 'audit', 'request.answer'),
      mailed: rowsOf(server, 'mail_queue').length - mails,
    }),
    ...{ doneAfter: 5, writes: 5, carriedOnAfter: 3 },
  },
  'a child’s message is erased': {
    read: (server) => ({
      erased: gone(server),
      registered: lines(server, 'destructions'),
      audited: lines(server, 'audit', 'message.erase_child'),
    }),
    ...{ doneAfter: 4, writes: 4, carriedOnAfter: 2 },
  },
}

/** Kills the act once the store has written so many times. @returns what is left, and whether it came to its end before. */
async function killAfter(name: string, count: number) {
  const child = fork(CHILD, [name, String(count)])
  const exit = once(child, 'exit')
  // Its exit may be heard of before its message is read; the end of the channel comes after whatever came through it.
  const isDead = once(child, 'disconnect').then(() =>
    Promise.reject(new Error('died before the act')),
  )
  const message = Promise.race([once(child, 'message'), isDead])
  const [[said], [code]] = (await Promise.all([message, exit])) as [[Said], [number | null]]
  const { databaseFile } = said
  const read = () =>
    new Set(Object.values(acts[name]?.read({ databaseFile } as never, said.mails) ?? {}))
  const traces = [...read()]
  await carryOn(databaseFile)
  const carriedOn = [...read()]
  await rm(dirname(said.databaseFile), { recursive: true, force: true })
  return { traces, carriedOn, isEnded: code === 0 }
}

test.each(Object.entries(acts))(
  'SE-04, DS-10: %s: all of it or nothing, wherever the process is killed',
  async (name, { doneAfter, writes, carriedOnAfter = doneAfter }) => {
    const points = Array.from({ length: writes + 1 }, (_, count) => killAfter(name, count))
    const expected = points.map((_, count) => ({
      // After so many writes and one more.
      traces: [count + 1 >= doneAfter ? 1 : 0],
      carriedOn: [count + 1 >= carriedOnAfter ? 1 : 0],
      isEnded: count === writes,
    }))
    expect(await Promise.all(points)).toEqual(expected)
  },
  60_000,
)
