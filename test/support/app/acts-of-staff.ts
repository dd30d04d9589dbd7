import { addStaff, startSession } from '../staff/staff-session.ts'
import { askAsStaff, registerLines, rowsOf, writeMessage } from './my-data.ts'
import type { TestApp } from './test-app.ts'

/**
 * Numbers of rows that an act has left in the database. They are equal for a complete act and zero for none, wherever it was
 * interrupted.
 */
type Traces = Readonly<Record<string, number>>

/** An act of staff on an existing thing, and a function that counts its traces. */
export interface Act {
  readonly run: () => Promise<Response>
  readonly read: () => Traces
  /** Whether it can be done once only, so that asking again changes nothing. */
  readonly isOnce?: true
}

const audited = (server: TestApp, action: string): number =>
  registerLines(server, 'audit').filter((line) => line.action === action).length

const mailed = (server: TestApp, kind: string): number =>
  server.sent.filter((mail) => mail.kind === kind).length

const post = (server: TestApp, path: string, body: unknown) => () =>
  askAsStaff(server, path, { method: 'POST', body })

async function ask(server: TestApp, kind: string) {
  const message = await writeMessage(server)
  const asked = await server.post('/v1/me/requests', { kind, scope: 'site' }, message.who)
  const { number } = (await asked.json()) as { number: string }
  return { ...message, number }
}

const isClosed = (server: TestApp): number =>
  rowsOf(server, 'requests').filter(({ state }) => state !== 'open').length

const all: Readonly<Record<string, (server: TestApp) => Promise<Act>>> = {
  'a request is answered': async (server) => {
    const { number } = await ask(server, 'information')
    return {
      run: post(server, `/requests/${number}/answer`, { text: 'Planted answer' }),
      read: () => ({
        closed: isClosed(server),
        audited: audited(server, 'request.answer'),
        mailed: mailed(server, 'request_answer'),
      }),
    }
  },
  'a request is refused': async (server) => {
    const { number } = await ask(server, 'objection')
    return {
      run: post(server, `/requests/${number}/refusal`, { reason: 'Planted reason' }),
      read: () => ({
        closed: isClosed(server),
        audited: audited(server, 'request.refuse'),
        mailed: mailed(server, 'request_answer'),
      }),
    }
  },
  'a message is answered': async (server) => {
    const { reference } = await writeMessage(server)
    return {
      run: post(server, `/messages/${reference}/answer`, { text: 'Planted answer' }),
      read: () => ({
        closed: rowsOf(server, 'messages').filter((row) => row.closed_at_ms !== null).length,
        answerAudited: audited(server, 'message.answer'),
        closeAudited: audited(server, 'message.close'),
        mailed: mailed(server, 'message_answer'),
      }),
    }
  },
  'a message is put right': async (server) => {
    const { number, id } = await ask(server, 'correction')
    const name = () => String(rowsOf(server, 'messages').find((row) => row.id === id)?.name)
    const before = name()
    return {
      run: post(server, `/requests/${number}/correction`, { name: 'Planted Name' }),
      read: () => ({
        changed: Number(name() !== before),
        audited: audited(server, 'message.correct'),
      }),
    }
  },
  'a message is held by law': async (server) => {
    const { reference } = await writeMessage(server)
    const hold = { kind: 'message', ref: reference, reason: 'Planted', untilOn: '2027-01-01' }
    return {
      run: post(server, '/legal-holds', hold),
      read: () => ({
        held: rowsOf(server, 'legal_holds').length,
        audited: audited(server, 'data.hold'),
        blocked: rowsOf(server, 'restrictions').length,
        blockAudited: audited(server, 'data.block'),
      }),
    }
  },
  'a deletion is carried out with its answer': async (server) => {
    const { number } = await ask(server, 'deletion')
    return {
      isOnce: true,
      run: post(server, `/requests/${number}/answer`, { text: 'Planted done', carryOut: true }),
      read: () => ({
        erased: Number(rowsOf(server, 'messages').length === 0),
        registered: registerLines(server, 'destructions').length,
        closed: isClosed(server),
        audited: audited(server, 'request.answer'),
        mailed: mailed(server, 'request_answer'),
      }),
    }
  },
  'a deletion is refused because of a hold': async (server) => {
    const { number, reference } = await ask(server, 'deletion')
    const hold = { kind: 'message', ref: reference, reason: 'Planted', untilOn: '2027-01-01' }
    await post(server, '/legal-holds', hold)()
    return {
      isOnce: true,
      run: post(server, `/requests/${number}/refusal`, { reason: 'Planted reason' }),
      read: () => ({
        deferred: rowsOf(server, 'deferred_erasures').length,
        deferralAudited: audited(server, 'data.defer'),
        closed: isClosed(server),
        audited: audited(server, 'request.refuse'),
        mailed: mailed(server, 'request_answer'),
      }),
    }
  },
  'a child’s message is erased': async (server) => {
    const { reference } = await writeMessage(server)
    return {
      isOnce: true,
      run: post(server, `/messages/${reference}/child-erasure`, { reason: 'said_so' }),
      read: () => ({
        erased: Number(rowsOf(server, 'messages').length === 0),
        registered: registerLines(server, 'destructions').length,
        audited: audited(server, 'message.erase_child'),
      }),
    }
  },
  'a block is lifted': async (server) => {
    const { reference, who } = await writeMessage(server)
    await server.post('/v1/me/restrictions', {}, who)
    return {
      run: post(server, '/restrictions/lift', { ref: reference, reason: 'person_agrees' }),
      read: () => ({
        lifted: rowsOf(server, 'restrictions').filter((row) => row.lifted_at_ms !== null).length,
        audited: audited(server, 'data.unblock'),
      }),
    }
  },
  'all are signed out': async (server) => {
    await startSession(server.deps)
    return {
      run: () => askAsStaff(server, '/sessions', { method: 'DELETE' }),
      read: () => ({
        ended: Number(rowsOf(server, 'admin_sessions').length === 0),
        audited: audited(server, 'sessions.end'),
      }),
    }
  },
}

/** Acts that change something, record it in a register, and in part mail somebody. Whoever acts has an account before. */
export const acts: typeof all = Object.fromEntries(
  Object.entries(all).map(([name, prepare]) => [
    name,
    async (server: TestApp) => {
      await addStaff(server.deps)
      return prepare(server)
    },
  ]),
)
