import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { OpenEach } from '../open-each.ts'
import {
  buildEvent,
  buildMessage,
  buildRecord,
  buildVisit,
  NOW_MS,
  TODAY,
  uuidV7,
} from '../records.ts'
import {
  buildCode,
  buildEntry,
  buildHold,
  buildRequest,
  buildRestriction,
} from '../subject-records.ts'

/** What every store promises of data subjects' rights. */
export function subjectSuite(each: OpenEach) {
  describe('restrictions and holds', () => {
    it('DS-07 a consent knows what it is restricted in, until that is lifted', async () => {
      const record = buildRecord()
      await each.store.addConsent(record, buildEvent(record), [])
      const restriction = buildRestriction({ ref: record.id, purpose: 'analytics' })
      expect(await each.store.addRestriction(restriction)).toBe('stored')
      expect(await each.store.addRestriction(restriction)).toBe('duplicate')
      await each.store.addRestriction(buildRestriction({ ref: record.id, atMs: NOW_MS + 1 }))
      await each.store.addRestriction(buildRestriction())
      expect((await each.store.findConsent(record.id))?.restricted.toSorted()).toEqual([
        '',
        'analytics',
      ])
      expect(await each.store.liftRestriction(record.id, 'analytics', NOW_MS + 1)).toBe(true)
      expect(await each.store.liftRestriction(record.id, 'analytics', NOW_MS + 2)).toBe(false)
      expect((await each.store.findConsent(record.id))?.restricted).toEqual([''])
      expect(await each.store.readRestrictions(record.id)).toMatchObject([
        { purpose: 'analytics', liftedAtMs: NOW_MS + 1 },
        { purpose: '', liftedAtMs: null },
      ])
    })

    it('DS-04 a blocked message is found and told to be blocked, and stands in no list', async () => {
      const message = buildMessage()
      const record = buildRecord({ id: message.consentId })
      await each.store.addMessage(message, record, buildEvent(record))
      await each.store.addRestriction(buildRestriction({ kind: 'message', ref: message.id }))
      expect((await each.store.findMessage({ id: message.id }))?.isBlocked).toBe(true)
      expect(await each.store.readMessages(NOW_MS + 1, 10)).toEqual([])
      await each.store.liftRestriction(message.id, '', NOW_MS)
      expect((await each.store.findMessage({ id: message.id }))?.isBlocked).toBe(false)
      expect(await each.store.readMessages(NOW_MS + 1, 10)).toHaveLength(1)
    })

    it('RT-06 holds are kept by what they hold', async () => {
      const hold = buildHold()
      expect(await each.store.addLegalHold(hold)).toBe('stored')
      expect(await each.store.addLegalHold(hold)).toBe('duplicate')
      expect(await each.store.readLegalHolds(hold.ref)).toEqual([hold])
      expect(await each.store.readLegalHolds(uuidV7())).toEqual([])
    })
  })

  describe('erasing a consent', () => {
    it('DS-05 takes its visits and what leads to the person, and leaves record, events and everybody else’s', async () => {
      const [mine, other] = [buildRecord(), buildRecord()]
      for (const record of [mine, other]) {
        await each.store.addConsent(record, buildEvent(record), [])
        for (const day of ['2026-11-20', TODAY, '2026-12-01']) {
          await each.addVisit(buildVisit({ consentId: record.id, day }))
        }
      }
      const entry = buildEntry()
      expect(await each.store.eraseConsent(mine.id, '2026-11-20', entry)).toBe('erased')
      expect(await each.store.readVisits(mine.id, '2026-11-01', '2026-12-31')).toEqual([])
      expect(await each.store.readVisits(other.id, '2026-11-01', '2026-12-31')).toHaveLength(3)
      expect(await each.store.findConsent(mine.id)).toMatchObject({
        secretHash: null,
        subjectSalt: null,
        subjectName: null,
        subjectCommitment: mine.subjectCommitment,
      })
      expect((await each.store.findConsent(other.id))?.secretHash).toEqual(other.secretHash)
      expect(await each.store.readConsentEvents(mine.id)).toHaveLength(1)
      expect(await each.store.readRegisterThread('destructions', entry.thread)).toHaveLength(1)
    })

    it('DS-05 says nothing in the register where nothing was left', async () => {
      const record = buildRecord()
      await each.store.addConsent(record, buildEvent(record), [])
      await each.store.eraseConsent(record.id, TODAY, buildEntry())
      expect(await each.store.eraseConsent(record.id, TODAY, buildEntry())).toBe('absent')
      expect(await each.store.eraseConsent(uuidV7(), TODAY, buildEntry())).toBe('absent')
      expect(await each.store.readRegister('destructions', 0, 10)).toHaveLength(1)
    })
  })

  describe('requests', () => {
    it('DS-09 are listed by state, the one due first first, and by what they are about', async () => {
      const late = buildRequest({ dueOn: '2026-12-01' })
      const soon = buildRequest({ dueOn: '2026-11-23', subjectRef: late.subjectRef })
      const closed = buildRequest({ state: 'answered', closedAtMs: NOW_MS })
      for (const request of [late, soon, closed]) {
        expect(await each.store.addRequest(request)).toBe('stored')
      }
      const open = await each.store.readRequests('open', 10)
      expect(open.map(({ id }) => id)).toEqual([soon.id, late.id])
      expect(await each.store.readRequests('open', 1)).toHaveLength(1)
      expect(await each.store.readRequestsOf(late.subjectRef)).toHaveLength(2)
      expect(await each.store.findRequest(closed.number)).toEqual(closed)
      expect(await each.store.findRequest('R-none')).toBeUndefined()
    })

    it('DS-09 one id is one request; another’s id, and another’s number, are refused', async () => {
      const request = buildRequest()
      await each.store.addRequest(request)
      expect(await each.store.addRequest({ ...request, number: 'R-other' })).toBe('duplicate')
      expect(await each.store.addRequest(buildRequest({ id: request.id }))).toBe('conflict')
      expect(await each.store.addRequest(buildRequest({ number: request.number }))).toBe('conflict')
      expect(await each.store.readRequests('open', 10)).toEqual([request])
    })

    it('DS-10 are closed once', async () => {
      const { number } = buildRequest()
      await each.store.addRequest(buildRequest({ number }))
      const closing = { state: 'refused', answer: randomBytes(40), closedAtMs: NOW_MS } as const
      expect(await each.store.closeRequest(number, closing)).toBe('closed')
      const second = { ...closing, state: 'answered' } as const
      expect(await each.store.closeRequest(number, second)).toBe('absent')
      expect(await each.store.closeRequest('R-none', closing)).toBe('absent')
      expect(await each.store.findRequest(number)).toMatchObject(closing)
    })

    it('are taken while fewer than so many about the same thing are open, also at the same moment', async () => {
      const subjectRef = uuidV7()
      const all = Array.from({ length: 12 }, () => buildRequest({ subjectRef }))
      const results = await Promise.all(all.map((one) => each.store.addRequest(one, 5)))
      expect(results.filter((result) => result === 'stored')).toHaveLength(5)
      expect(results.filter((result) => result === 'too_many')).toHaveLength(7)
      expect(await each.store.readRequestsOf(subjectRef)).toHaveLength(5)
      const [kept] = all.filter((_, index) => results[index] === 'stored')
      if (!kept) throw new Error('nothing was stored')
      // Sent again it is the same request, and one about another thing has nothing to do with it.
      expect(await each.store.addRequest(kept, 5)).toBe('duplicate')
      expect(await each.store.addRequest(buildRequest(), 5)).toBe('stored')
      await each.store.closeRequest(kept.number, {
        ...{ state: 'answered', answer: null, closedAtMs: NOW_MS },
      })
      expect(await each.store.addRequest(buildRequest({ subjectRef }), 5)).toBe('stored')
    })

    it('DS-05 lose what was said in them, and keep number, kind and days', async () => {
      const [mine, other] = [buildRequest({ answer: randomBytes(9) }), buildRequest()]
      await each.store.addRequest(mine)
      await each.store.addRequest(other)
      await each.store.clearRequests(mine.subjectRef)
      expect(await each.store.findRequest(mine.number)).toEqual({
        ...mine,
        text: null,
        email: null,
        answer: null,
      })
      expect(await each.store.findRequest(other.number)).toEqual(other)
    })
  })

  describe('one-time codes', () => {
    it('DS-11 no more are made than each limit allows, under any of its keys; what is refused is not counted', async () => {
      const [older, newer, other] = [randomBytes(32), randomBytes(32), randomBytes(32)]
      const limitOf = (keys: readonly Uint8Array[], sinceMs = NOW_MS) => [
        { keys, windows: [{ sinceMs, atMost: 2 }] },
      ]
      const wide = { keys: [other], windows: [{ sinceMs: NOW_MS, atMost: 3 }] }
      const add = (limits: Parameters<typeof each.store.addCode>[1]) =>
        each.store.addCode(buildCode(), limits)
      expect(await add([...limitOf([older]), wide])).toBe('stored')
      expect(await add([...limitOf([newer, older]), wide])).toBe('stored')
      for (let time = 0; time < 3; time++)
        expect(await add([...limitOf([newer, older]), wide])).toBe('too_many')
      expect(await add([wide])).toBe('stored')
      expect(await add([wide])).toBe('too_many')
      expect(await add(limitOf([newer, older], NOW_MS + 1))).toBe('stored')
      expect(await each.store.deleteUses(NOW_MS)).toBe(0)
      expect(await each.store.deleteUses(NOW_MS + 1)).toBe(6)
      expect(await add([wide])).toBe('stored')
    })

    it('DS-11 many at the same moment get no more than one after the other', async () => {
      const limits = [{ keys: [randomBytes(32)], windows: [{ sinceMs: NOW_MS, atMost: 3 }] }]
      const results = await Promise.all(
        Array.from({ length: 20 }, () => each.store.addCode(buildCode(), limits)),
      )
      expect(results.filter((result) => result === 'stored')).toHaveLength(3)
    })

    it('DS-11 every try counts, and there is none after the last, the end or the use', async () => {
      const code = buildCode({ triesLeft: 2 })
      await each.store.addCode(code, [])
      expect(await each.store.spendTry(code.id, NOW_MS)).toEqual(code)
      expect((await each.store.spendTry(code.id, NOW_MS))?.triesLeft).toBe(1)
      expect(await each.store.spendTry(code.id, NOW_MS)).toBeUndefined()
      const ended = buildCode()
      await each.store.addCode(ended, [])
      expect(await each.store.spendTry(ended.id, ended.expiresAtMs)).toBeUndefined()
      expect(await each.store.spendTry(uuidV7(), NOW_MS)).toBeUndefined()
    })

    it('DS-11 a session is opened once, found by its token, and ends', async () => {
      const code = buildCode()
      await each.store.addCode(code, [])
      const session = { tokenHash: randomBytes(32), expiresAtMs: NOW_MS + 10 }
      expect(await each.store.openCodeSession(code.id, session)).toBe('stored')
      const other = { ...session, tokenHash: randomBytes(32) }
      expect(await each.store.openCodeSession(code.id, other)).toBe('conflict')
      expect(await each.store.findCodeSession(session.tokenHash, NOW_MS)).toMatchObject({
        id: code.id,
        emailIndex: code.emailIndex,
      })
      expect(await each.store.findCodeSession(other.tokenHash, NOW_MS)).toBeUndefined()
      expect(await each.store.findCodeSession(session.tokenHash, NOW_MS + 10)).toBeUndefined()
      expect(await each.store.spendTry(code.id, NOW_MS)).toBeUndefined()
    })

    it('DS-11 what has ended goes, and what has not stays', async () => {
      const code = buildCode()
      await each.store.addCode(code, [])
      expect(await each.store.deleteEndedCodes(code.expiresAtMs - 1)).toBe(0)
      expect(await each.store.deleteEndedCodes(code.expiresAtMs)).toBe(1)
      expect(await each.store.deleteEndedCodes(code.expiresAtMs)).toBe(0)
    })
  })
}
