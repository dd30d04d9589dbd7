import { describe, expect, it } from 'vitest'
import type { Store, WithWrite } from '../../../server/store/store.ts'
import type { OpenEach } from '../open-each.ts'
import { buildEvent, buildMessage, buildRecord, NOW_MS } from '../records.ts'
import { buildAccountRow } from '../staff-records.ts'
import {
  buildEntry,
  buildHold,
  buildMail,
  buildRequest,
  buildRestriction,
} from '../subject-records.ts'

type Write = (further: WithWrite) => Promise<unknown>

/** Writes that take what belongs to them. Each may be made twice, and then changes nothing the second time. */
const writes: Readonly<Record<string, (store: Store) => Promise<Write>>> = {
  addMessage: async (store) => {
    const message = buildMessage()
    const record = buildRecord({ id: message.consentId })
    return (further) => store.addMessage(message, record, buildEvent(record), further)
  },
  addRequest: async (store) => {
    const request = buildRequest()
    return (further) => store.addRequest(request, undefined, further)
  },
  closeRequest: async (store) => {
    const request = buildRequest()
    await store.addRequest(request)
    const closing = { state: 'answered', answer: null, closedAtMs: NOW_MS } as const
    return (further) => store.closeRequest(request.number, closing, further)
  },
  addRestriction: async (store) => {
    const restriction = buildRestriction()
    return (further) => store.addRestriction(restriction, further)
  },
  liftRestriction: async (store) => {
    const { ref, purpose, ...row } = buildRestriction()
    await store.addRestriction({ ref, purpose, ...row })
    return (further) => store.liftRestriction(ref, purpose, NOW_MS, further)
  },
  addLegalHold: async (store) => {
    const hold = buildHold()
    return (further) => store.addLegalHold(hold, further)
  },
  closeOpenMessage: async (store) => {
    const message = buildMessage()
    const record = buildRecord({ id: message.consentId })
    await store.addMessage(message, record, buildEvent(record))
    return (further) => store.closeOpenMessage(message.id, NOW_MS, further)
  },
  closeTally: async (store) => {
    const mail = buildMail({ createdAtMs: NOW_MS - 1 })
    await store.enqueueMail(mail)
    await store.destroyMail(mail.id)
    const [tally] = await store.readTallies()
    if (!tally) throw new Error('a mail was destroyed')
    return (further) => store.closeTally(tally, further)
  },
  'addLegalHold, a block with it': async (store) => {
    const hold = buildHold()
    const { kind, ref } = hold
    const restriction = buildRestriction({ kind, ref })
    return ({ entries = [], ...further }) =>
      store.addLegalHold(hold, { ...further, block: { restriction, entries } })
  },
  addRegisterEntry: async (store) => {
    const entry = buildEntry({ register: 'audit' })
    return (further) => store.addRegisterEntry(entry, further)
  },
  replacePassword: async (store) => {
    const account = buildAccountRow()
    await store.addFirstAccount(account)
    const given = { passwordHash: '$scrypt$second', expectedHash: account.passwordHash }
    return (further) => store.replacePassword(account.id, given, further)
  },
}

/** What every store promises of the lines and mails that belong to a write. */
export function withWriteSuite(each: OpenEach) {
  describe('what belongs to a write', () => {
    const readBelonging = async () => ({
      lines: (await each.store.readRegister('destructions', 0, 10)).map(({ id }) => id),
      mails: (await each.store.readDueMail(NOW_MS, 10)).map(({ id }) => id),
    })

    it.each(Object.keys(writes))(
      '%s: is there with it, and not where nothing is changed',
      async (name) => {
        const write = await writes[name]?.(each.store)
        const [first, second] = [1, 2].map(() => ({ entry: buildEntry(), mail: buildMail() }))
        if (!write || !first || !second) throw new Error('no such write')
        const further = ({ entry, mail }: typeof first): WithWrite => ({
          entries: [entry],
          mails: [{ mail, limits: [] }],
        })
        await write(further(first))
        const belonging = { lines: [first.entry.id], mails: [first.mail.id] }
        expect(await readBelonging()).toEqual(belonging)
        await write(further(second))
        expect(await readBelonging()).toEqual(belonging)
      },
    )

    it('of an erasure that is noted already is written all the same: it says who asked once more', async () => {
      const { ref, kind } = buildHold()
      const given = { ref, kind, ground: 'subject_request', atMs: NOW_MS } as const
      const [first, second] = [buildEntry(), buildEntry()]
      await each.store.deferErasure({ ...given, number: 'D-22222222' }, { entries: [first] })
      await each.store.deferErasure({ ...given, number: 'D-33333333' }, { entries: [second] })
      expect((await readBelonging()).lines).toEqual([first.id, second.id])
      expect(await each.store.readDueErasures(NOW_MS, 10)).toMatchObject([{ number: 'D-22222222' }])
    })

    it('RT-06 of a hold is a block, once: what is blocked already is not blocked again, and no line says so', async () => {
      const [first, second] = [buildHold(), buildHold()]
      const blockOf = ({ kind, ref }: typeof first) => ({
        restriction: buildRestriction({ kind, ref }),
        entries: [buildEntry()],
      })
      const [earlier, block, unused] = [first, second, first].map(blockOf)
      if (!earlier || !block || !unused) throw new Error('three blocks')
      await each.store.addRestriction(earlier.restriction, { entries: earlier.entries })
      const line = buildEntry()
      await each.store.addLegalHold(first, { entries: [line], block: unused })
      await each.store.addLegalHold(second, { block })
      const ids = [earlier.entries, [line], block.entries].flat().map(({ id }) => id)
      expect((await readBelonging()).lines).toEqual(ids)
      expect(await each.store.readRestrictions(first.ref)).toEqual([earlier.restriction])
      expect(await each.store.readRestrictions(second.ref)).toEqual([block.restriction])
    })

    it('RT-06 of a block that is lifted is not there where a hold came first, nor is the block lifted', async () => {
      const hold = buildHold()
      const { kind, ref, untilMs } = hold
      await each.store.addRestriction(buildRestriction({ kind, ref }))
      await each.store.addLegalHold(hold)
      const lift = (nowMs: number) =>
        each.store.liftRestriction(ref, '', NOW_MS, { entries: [buildEntry()], nowMs })
      expect(await lift(untilMs - 1)).toBe('held')
      expect(await each.store.liftRestriction(ref, '', untilMs - 1)).toBe('held')
      expect(await each.store.readRestrictions(ref)).toMatchObject([{ liftedAtMs: null }])
      expect((await readBelonging()).lines).toEqual([])
      expect(await lift(untilMs)).toBe(true)
      expect((await readBelonging()).lines).toHaveLength(1)
    })

    it('leaves out a mail over its limit, and writes all else', async () => {
      const [entry, over, within] = [buildEntry(), buildMail(), buildMail()]
      const limit = { keys: [new Uint8Array(32)], windows: [{ sinceMs: 0, atMost: 0 }] }
      const mails = [
        { mail: over, limits: [limit] },
        { mail: within, limits: [] },
      ]
      await each.store.addRegisterEntry(buildEntry({ register: 'audit' }), {
        entries: [entry],
        mails,
      })
      expect(await readBelonging()).toEqual({ lines: [entry.id], mails: [within.id] })
    })
  })
}
