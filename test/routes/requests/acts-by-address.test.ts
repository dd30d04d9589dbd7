import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createConsentCache } from '../../../server/domain/consents/consent-cache.ts'
import { carryOutDeferred } from '../../../server/domain/rights/defer.ts'
import { mailsOfRequests, registerLines, rowsOf, writeMessage } from '../../support/app/my-data.ts'
import { errorOf, newId, openTestApp, type TestApp } from '../../support/app/test-app.ts'
import { openRequestDesk } from '../../support/staff/request-desk.ts'

// What staff do about a request of somebody who has verified a mailbox and nothing else: of the messages sent from it.

let server: TestApp
beforeEach(async () => {
  server = await openTestApp()
})
afterEach(() => server.close())

const MAILBOX = 'planted@example.kz'
const { askByAddress, post, read, codeOf } = openRequestDesk(() => server)
const ask = (kind: string, email = MAILBOX) => askByAddress(email, { kind })
const answer = (number: string, more: object = {}) =>
  post(`/requests/${number}/answer`, { text: 'Planted answer', ...more })
const answers = () => mailsOfRequests(server).filter(({ kind }) => kind === 'request_answer')

describe.each(['blocking', 'objection'])('a request for %s by a verified mailbox', (kind) => {
  test('is not answered as done while a message from it is used; carried out with the answer, each is blocked', async () => {
    const mine = [await writeMessage(server), await writeMessage(server)]
    await writeMessage(server, { email: 'other@example.kz' })
    const number = await ask(kind)
    expect(await codeOf(answer(number))).toBe('not_carried_out')
    expect(rowsOf(server, 'restrictions')).toEqual([])
    expect(answers()).toEqual([])
    expect((await read(number)).state).toBe('open')

    const body = { carryOut: true, act: newId(), seen: 0 }
    const both = await Promise.all([answer(number, body), answer(number, body)])
    expect(both.map(({ status }) => status)).toEqual([200, 200])
    const blocked = rowsOf(server, 'restrictions').map(({ ref, purpose }) => [ref, purpose])
    expect(blocked.toSorted()).toEqual(mine.map(({ id }) => [id, '']).toSorted())
    const { state, things, answerMail } = await read(number)
    expect([state, answerMail]).toEqual(['answered', 'queued'])
    expect(things.map(({ isBlocked }) => isBlocked)).toEqual([true, true])
    expect(answers().map(({ to }) => to)).toEqual([MAILBOX])
  })

  test('is answered without more where every message is blocked already, or nothing was sent from it', async () => {
    await writeMessage(server)
    const number = await ask(kind)
    expect((await post(`/requests/${number}/restriction`, {})).status).toBe(200)
    expect((await answer(number)).status).toBe(200)
    expect(rowsOf(server, 'restrictions')).toHaveLength(1)
    const stranger = await ask(kind, 'stranger@example.kz')
    expect((await answer(stranger)).status).toBe(200)
    expect(rowsOf(server, 'restrictions')).toHaveLength(1)
  })
})

describe('a deletion asked for by a verified mailbox, of which the law keeps a part', () => {
  test('RT-06 is put off by a refusal for each held message, until the last day; the others stay, and nothing is put off twice', async () => {
    const [first, second] = [await writeMessage(server), await writeMessage(server)]
    const free = await writeMessage(server)
    const hold = { kind: 'message', reason: 'Planted' }
    await post('/legal-holds', { ...hold, ref: first.reference, untilOn: '2027-01-01' })
    await post('/legal-holds', { ...hold, ref: second.reference, untilOn: '2027-02-01' })
    const number = await ask('deletion')
    expect((await read(number)).heldUntil).toBe('2027-02-01')
    expect(await codeOf(answer(number, { carryOut: true }))).toBe('held_by_law')
    expect(rowsOf(server, 'messages')).toHaveLength(3)

    const refuse = () => post(`/requests/${number}/refusal`, { reason: 'The law keeps it' })
    expect((await refuse()).status).toBe(200)
    expect(await codeOf(refuse())).toBe('request_closed')
    const deferred = rowsOf(server, 'deferred_erasures')
    expect(deferred.map(({ ref }) => ref).toSorted()).toEqual([first.id, second.id].toSorted())
    expect(new Set(deferred.map((row) => row.number)).size).toBe(1)
    expect(registerLines(server, 'audit').filter((line) => line.action === 'data.defer')).toEqual(
      [first, second].map(({ reference: subject }) => expect.objectContaining({ subject })),
    )
    expect(answers().map(({ values }) => values.answer)).toEqual([
      expect.stringMatching(/^The law keeps it\n\n.*2027/s),
    ])

    server.nowMs = Date.parse('2027-01-15T05:00:00Z')
    const consents = createConsentCache(server.deps.store)
    await carryOutDeferred({ ...server.deps, consents })
    const left = rowsOf(server, 'messages').map(({ id }) => id)
    expect(left.toSorted()).toEqual([second.id, free.id].toSorted())
  })
})

describe('DS-05 SE-04: a deletion carried out with its answer', () => {
  const seenFirst = () => ({ carryOut: true, act: newId(), seen: 0 })

  test('comes after a colleague’s act: nothing is deleted, answered or mailed', async () => {
    await writeMessage(server)
    const number = await ask('deletion')
    const { store } = server.deps
    const readLegalHolds = store.readLegalHolds
    // The colleague acts after the answer has been compared, and before it is carried out.
    store.readLegalHolds = async (ref) => {
      store.readLegalHolds = readLegalHolds
      expect((await post(`/requests/${number}/assignment`, { to: 'me' })).status).toBe(200)
      return readLegalHolds(ref)
    }
    expect(await errorOf(await answer(number, seenFirst()))).toMatchObject({
      ...{ code: 'changed_meanwhile', first: { name: 'assign' } },
    })
    expect(rowsOf(server, 'messages')).toHaveLength(1)
    expect(rowsOf(server, 'deferred_erasures')).toEqual([])
    expect((await read(number)).state).toBe('open')
    expect(answers()).toEqual([])
  })

  test('interrupted after the first message, it goes on when it is sent again, and is one act with one answer', async () => {
    await writeMessage(server)
    await writeMessage(server)
    await writeMessage(server, { email: 'other@example.kz' })
    const number = await ask('deletion')
    const { store } = server.deps
    const eraseMessage = store.eraseMessage
    let erasures = 0
    store.eraseMessage = (...given) => {
      erasures += 1
      if (erasures === 2) throw new Error('planted interruption')
      return eraseMessage(...given)
    }
    const body = seenFirst()
    expect((await answer(number, body)).status).toBe(500)
    expect(rowsOf(server, 'messages')).toHaveLength(2)
    expect((await read(number)).state).toBe('open')
    expect(answers()).toEqual([])

    expect((await answer(number, body)).status).toBe(200)
    expect((await answer(number, body)).status).toBe(200)
    expect(rowsOf(server, 'messages')).toHaveLength(1)
    expect(registerLines(server, 'destructions')).toHaveLength(2)
    expect(await read(number)).toMatchObject({
      ...{ state: 'answered', revision: 1, answerMail: 'queued' },
    })
    expect(answers().map(({ to }) => to)).toEqual([MAILBOX])
  })
})
