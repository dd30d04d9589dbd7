import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { ActOn, MessageQuery, RequestQuery } from '../../../../server/store/store.ts'
import type { OpenEach } from '../../open-each.ts'
import { buildEvent, buildMessage, buildRecord, NOW_MS, uuidV7 } from '../../records.ts'
import { buildEntry, buildMail, buildRequest, buildRestriction } from '../../subject-records.ts'

const OTHER = 'account-two'
const act = (change: Partial<ActOn> & Pick<ActOn, 'kind' | 'ref'>): ActOn => ({
  id: uuidV7(),
  name: 'close',
  by: 'account-one',
  atMs: NOW_MS,
  ...change,
})
const mailed = (id: string) => ({ mail: buildMail({ id }), limits: [] })
const closing = { state: 'answered', answer: null, closedAtMs: NOW_MS } as const

/** What every store promises of the lists and acts of staff. */
export function workSuite(each: OpenEach) {
  const addMessage = async (receivedAtMs = NOW_MS, emailIndex = randomBytes(32)) => {
    const message = buildMessage({ receivedAtMs, emailIndex })
    const record = buildRecord({ id: message.consentId, surface: 'contact_form' })
    await each.store.addMessage(message, record, buildEvent(record))
    return message
  }
  const addRequest = async (change: Parameters<typeof buildRequest>[0] = {}) => {
    const request = buildRequest(change)
    await each.store.addRequest(request)
    return request
  }
  const messages = async (change: Partial<MessageQuery> = {}) => {
    const query = { isDescending: true, limit: 10, nowMs: NOW_MS, ...change }
    const { rows, total } = await each.store.listMessages(query)
    return [rows.map(({ id }) => id), total]
  }
  const requests = async (change: Partial<RequestQuery> = {}) => {
    const query = { isDescending: false, limit: 10, orderBy: 'due', ...change } as const
    const { rows, total } = await each.store.listRequests(query)
    return [rows.map(({ number }) => number), total]
  }
  const audit = async () => (await each.store.readRegister('audit', 0, 10)).length

  describe('the list of messages', () => {
    it('has an order, a period, a state, an owner and a place to go on from; none twice and none left out', async () => {
      const [first, second, third] = [
        await addMessage(NOW_MS),
        await addMessage(NOW_MS + 1),
        await addMessage(NOW_MS + 1),
      ]
      const [low, high] = [second.id, third.id].sort() as [string, string]
      expect(await messages()).toEqual([[high, low, first.id], 3])
      expect(await messages({ isDescending: false })).toEqual([[first.id, low, high], 3])
      const after = { sort: NOW_MS + 1, id: high }
      expect(await messages({ after, limit: 1 })).toEqual([[low], 3])
      expect(await messages({ fromMs: NOW_MS + 1 })).toEqual([[high, low], 2])
      expect(await messages({ beforeMs: NOW_MS + 1 })).toEqual([[first.id], 1])
      await each.store.closeOpenMessage(low, NOW_MS)
      await each.store.assign(act({ kind: 'message', ref: high }), OTHER)
      expect(await messages({ isOpen: true })).toEqual([[high, first.id], 2])
      expect(await messages({ isOpen: false })).toEqual([[low], 1])
      expect(await messages({ assignee: OTHER })).toEqual([[high], 1])
      expect(await messages({ assignee: null })).toEqual([[low, first.id], 2])
    })

    it('DS-04 holds neither what is blocked nor what nobody may read any more, nor counts it', async () => {
      const [kept, blocked] = [await addMessage(), await addMessage()]
      const ended = buildMessage()
      const record = buildRecord({
        ...{ id: ended.consentId, surface: 'contact_form', validUntilMs: NOW_MS },
      })
      await each.store.addMessage(ended, record, buildEvent(record))
      await each.store.addRestriction(buildRestriction({ kind: 'message', ref: blocked.id }))
      await each.store.addRestriction(buildRestriction({ kind: 'message', ref: ended.id }))
      expect(await messages()).toEqual([[kept.id], 1])
    })
  })

  describe('the list of requests', () => {
    it('DS-09 shows the one due first first, or the newest, and goes on from a place', async () => {
      const late = await addRequest({ dueOn: '2026-12-09', receivedAtMs: NOW_MS + 1 })
      const soon = await addRequest({ dueOn: '2026-12-01' })
      const other = await addRequest({ dueOn: '2026-12-02', scope: 'other', receivedAtMs: 1 })
      expect(await requests()).toEqual([[soon.number, other.number, late.number], 3])
      expect(await requests({ orderBy: 'received', isDescending: true })).toEqual([
        [late.number, soon.number, other.number],
        3,
      ])
      const after = { sort: '2026-12-01', id: soon.id }
      expect(await requests({ after, limit: 1 })).toEqual([[other.number], 3])
      expect(await requests({ scope: 'other' })).toEqual([[other.number], 1])
      expect(await requests({ fromMs: NOW_MS, beforeMs: NOW_MS + 1 })).toEqual([[soon.number], 1])
      await each.store.closeRequest(soon.number, closing)
      expect(await requests({ states: ['open'] })).toEqual([[other.number, late.number], 2])
      expect(await requests({ states: ['answered', 'refused'] })).toEqual([[soon.number], 1])
      await each.store.assign(act({ kind: 'request', ref: late.id }), OTHER)
      expect(await requests({ assignee: OTHER })).toEqual([[late.number], 1])
    })

    it('two requests of one person stand as one, whichever way they were made; a stranger’s stay apart', async () => {
      const emailIndex = randomBytes(32)
      const message = await addMessage(NOW_MS, emailIndex)
      const emailIndexes = [randomBytes(32), emailIndex]
      const own = buildRequest({ subjectRef: message.id, dueOn: '2026-12-03' })
      await each.store.addRequest(own)
      const byAddress = buildRequest({ subjectKind: 'address', dueOn: '2026-12-01' })
      await each.store.addRequest(byAddress, undefined, { emailIndexes })
      const stranger = await addRequest({ dueOn: '2026-12-02' })
      expect(await requests()).toEqual([[byAddress.number, stranger.number], 2])
      const { rows } = await each.store.listRequests({
        ...{ isDescending: false, limit: 10, orderBy: 'due' },
      })
      expect(rows.map(({ inThread }) => inThread)).toEqual([2, 1])
      const thread = await each.store.readThreadOf(own.id)
      expect(thread.map(({ number }) => number).sort()).toEqual(
        [own.number, byAddress.number].sort(),
      )
      expect(await each.store.readThreadOf(uuidV7())).toEqual([])
      const found = await each.store.findRequestsByEmail([emailIndex])
      expect(found.map(({ number }) => number)).toEqual([own.number])
      expect(await each.store.findRequestsByEmail([randomBytes(32)])).toEqual([])
      // A closed one still belongs to the person; it does not stand for the open one.
      await each.store.closeRequest(byAddress.number, closing)
      expect(await requests({ states: ['open'] })).toEqual([[stranger.number, own.number], 2])
    })
  })

  describe('an act of staff', () => {
    it('is done once; who has not seen the last one is told, and changes and writes nothing', async () => {
      const { id: ref } = await addMessage()
      const entries = [buildEntry({ register: 'audit' })]
      const first = act({ kind: 'message', ref, name: 'assign', seen: 0 })
      expect(await each.store.assign(first, OTHER, { entries })).toBe('stored')
      const again = { entries: [buildEntry({ register: 'audit' })] }
      expect(await each.store.assign(first, OTHER, again)).toBe('repeated')
      const late = act({ kind: 'message', ref, seen: 0, by: OTHER })
      expect(await each.store.closeOpenMessage(ref, NOW_MS, { ...again, act: late })).toBe(
        'changed',
      )
      const changed = { ...again, act: late, mails: [mailed(uuidV7())] }
      expect(await each.store.updateMessage(ref, { closedAtMs: NOW_MS }, changed)).toBe('changed')
      expect(await each.store.takeAct(late, again)).toBe('changed')
      expect(await audit()).toBe(1)
      expect(await each.store.readDueMail(NOW_MS, 10)).toEqual([])
      expect((await each.store.findMessage({ id: ref }))?.closedAtMs).toBeNull()
      expect(await each.store.readWork('message', ref)).toEqual({
        ...{ assignee: OTHER, revision: 1, answerMail: null },
        lastAct: { id: first.id, name: 'assign', by: 'account-one', atMs: NOW_MS },
      })
      expect(await each.store.takeAct(act({ kind: 'message', ref, seen: 1 }))).toBe('stored')
      const gone = act({ kind: 'request', ref: uuidV7() })
      expect(await each.store.takeAct(gone)).toBe('absent')
      expect(await each.store.readWork('request', uuidV7())).toBeUndefined()
    })

    it('DS-10 closes a request once, with what became of the mail about it', async () => {
      const request = await addRequest()
      const [mailId, act1] = [uuidV7(), act({ kind: 'request', ref: request.id, seen: 0 })]
      const close = (one: ActOn) =>
        each.store.closeRequest(request.number, closing, { act: one, mails: [mailed(mailId)] })
      expect(await close(act1)).toBe('closed')
      expect(await close(act1)).toBe('repeated')
      expect(await close(act({ kind: 'request', ref: request.id, seen: 0 }))).toBe('changed')
      expect(await close(act({ kind: 'request', ref: request.id, seen: 1 }))).toBe('absent')
      const state = async () => (await each.store.readWork('request', request.id))?.answerMail
      expect(await state()).toBe('queued')
      expect((await each.store.readWork('request', request.id))?.revision).toBe(1)
      await each.store.postponeMail(mailId, { attempts: 0, nextAttemptAtMs: NOW_MS })
      expect(await state()).toBe('retried')
      await each.store.deleteMail(mailId)
      expect(await state()).toBe('sent')
      // What is not in the queue any more is not reported twice.
      await each.store.destroyMail(mailId)
      expect(await state()).toBe('sent')
    })

    it('DS-10 closes a request with the act that was noted while it was open, as one act, and not after another one', async () => {
      const request = await addRequest()
      const on = { kind: 'request', ref: request.id } as const
      const [mine, mailId] = [act({ ...on, seen: 0 }), uuidV7()]
      expect(await each.store.takeAct(mine)).toBe('stored')
      const close = (one: ActOn) =>
        each.store.closeRequest(request.number, closing, { act: one, mails: [mailed(mailId)] })
      expect(await close(act({ ...on, seen: 0 }))).toBe('changed')
      expect((await each.store.findRequest(request.number))?.state).toBe('open')
      expect(await close(mine)).toBe('closed')
      expect(await close(mine)).toBe('repeated')
      const work = await each.store.readWork('request', request.id)
      expect(work).toMatchObject({ revision: 1, answerMail: 'queued' })
    })

    it('a mail that is given up is reported as failed, of its own message alone', async () => {
      const [mine, other] = [await addMessage(), await addMessage()]
      const ids = [uuidV7(), uuidV7()]
      for (const [index, { id: ref }] of [mine, other].entries()) {
        const mails = [mailed(ids[index] ?? '')]
        await each.store.updateMessage(ref, {}, { act: act({ kind: 'message', ref }), mails })
      }
      await each.store.destroyMail(ids[0] ?? '')
      expect((await each.store.readWork('message', mine.id))?.answerMail).toBe('failed')
      expect((await each.store.readWork('message', other.id))?.answerMail).toBe('queued')
    })
  })
}
