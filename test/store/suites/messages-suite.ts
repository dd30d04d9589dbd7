import { describe, expect, it } from 'vitest'
import type { ConsentRecord, MessageRow, RegisterEntry } from '../../../server/store/store.ts'
import type { OpenEach } from '../open-each.ts'
import { buildEvent, buildMessage, buildRecord, NOW_MS, uuidV7 } from '../records.ts'
import { buildMail } from '../subject-records.ts'

const ENTRY = {
  register: 'destructions',
  thread: 'D-22222222',
  content: '{}',
  actor: 'administrator',
  atMs: NOW_MS,
  commitment: Buffer.alloc(32, 1),
} as const
const buildEntry = (): RegisterEntry => ({ ...ENTRY, id: uuidV7() })

/** What every store promises of changing, listing and erasing messages. */
export function messageSuite(each: OpenEach) {
  const add = async (change: Partial<MessageRow> = {}, consent: Partial<ConsentRecord> = {}) => {
    const message = buildMessage(change)
    const record = buildRecord({
      ...consent,
      id: message.consentId,
      surface: 'contact_form',
      actor: 'legal_representative',
      subjectName: Buffer.from('sealed name'),
      subjectSalt: Buffer.alloc(16, 2),
    })
    await each.store.addMessage(message, record, buildEvent(record))
    return { message, record }
  }
  const find = (id: string) => each.store.findMessage({ id })
  const destructions = () => each.store.readRegister('destructions', 0, 10)

  describe('messages', () => {
    it('CF-03: erasing takes the message and the name, and leaves a pseudonymous proof and a line', async () => {
      const { message, record } = await add()
      const other = await add()
      const entry = buildEntry()
      expect(await each.store.eraseMessage(message.id, entry)).toBe('erased')
      expect(await find(message.id)).toBeUndefined()
      expect(await each.store.findConsent(record.id)).toMatchObject({
        ...{
          id: record.id,
          actor: 'legal_representative',
          subjectCommitment: record.subjectCommitment,
        },
        ...{ subjectName: null, subjectSalt: null },
      })
      expect((await destructions()).map(({ id }) => id)).toEqual([entry.id])
      expect(await find(other.message.id)).toMatchObject({ id: other.message.id })
      expect((await each.store.findConsent(other.record.id))?.subjectName).not.toBeNull()
    })

    it('erases nothing twice, and writes no second line', async () => {
      const { message } = await add()
      await each.store.eraseMessage(message.id, buildEntry())
      expect(await each.store.eraseMessage(message.id, buildEntry())).toBe('absent')
      expect(await each.store.eraseMessage(uuidV7(), buildEntry())).toBe('absent')
      expect(await destructions()).toHaveLength(1)
    })

    it('changes the fields that are named, and no other field or message', async () => {
      const { message, record } = await add()
      const { validUntilMs } = record
      const other = await add()
      await each.store.updateMessage(message.id, { name: Buffer.from('new') })
      await each.store.updateMessage(message.id, { closedAtMs: NOW_MS })
      await each.store.updateMessage(message.id, {})
      const expected = {
        ...message,
        name: Buffer.from('new'),
        closedAtMs: NOW_MS,
        isBlocked: false,
        validUntilMs,
      }
      expect(await find(message.id)).toEqual(expected)
      expect(await find(other.message.id)).toEqual({
        ...other.message,
        isBlocked: false,
        validUntilMs: other.record.validUntilMs,
      })
    })

    it('CF-11: finds what is open and ends, and closes it once, with a line, unless the law has it kept', async () => {
      const { message, record } = await add()
      const { message: held } = await add()
      await add({ closedAtMs: NOW_MS })
      const endsByMs = record.validUntilMs
      const holdOf = { kind: 'message', ref: held.id, reason: 'court', atMs: NOW_MS } as const
      await each.store.addLegalHold({ ...holdOf, id: uuidV7(), untilMs: endsByMs + 1 })
      const find = async (range: object) =>
        (
          await each.store.findOpenMessages(
            { receivedBeforeMs: 0, endsByMs: 0, nowMs: endsByMs, ...range },
            10,
          )
        ).map(({ id }) => id)
      expect(await find({ endsByMs })).toEqual([message.id])
      expect(await find({ endsByMs: endsByMs - 1 })).toEqual([])
      expect(await find({ receivedBeforeMs: message.receivedAtMs })).toEqual([])
      expect(await find({ receivedBeforeMs: message.receivedAtMs + 1 })).toEqual([message.id])
      const close = (id: string) =>
        each.store.closeOpenMessage(id, endsByMs, { entries: [buildEntry()] })
      expect(await close(held.id)).toBe('conflict')
      expect(await close(message.id)).toBe('stored')
      expect(await close(message.id)).toBe('conflict')
      expect(await destructions()).toHaveLength(1)
      expect(await find({ endsByMs })).toEqual([])
      expect(await find({ endsByMs, nowMs: endsByMs + 1 })).toEqual([held.id])
    })

    it('does not bring an erased message back by a change', async () => {
      const { message } = await add()
      await each.store.eraseMessage(message.id, buildEntry())
      const further = { entries: [buildEntry()], mails: [{ mail: buildMail(), limits: [] }] }
      const changed = { name: Buffer.from('new') }
      expect(await each.store.updateMessage(message.id, changed, further)).toBe('absent')
      // Nor is anybody told of what was not done.
      expect(await destructions()).toHaveLength(1)
      expect(await each.store.readDueMail(NOW_MS, 10)).toEqual([])
      expect(await find(message.id)).toBeUndefined()
      expect(await each.store.readMessages(NOW_MS + 1, 10)).toEqual([])
    })

    it('lists the newest first, page by page, without those that are blocked', async () => {
      const [old, middle, blocked, young] = [
        await add({ receivedAtMs: NOW_MS }),
        await add({ receivedAtMs: NOW_MS + 1 }),
        await add({ receivedAtMs: NOW_MS + 2 }),
        await add({ receivedAtMs: NOW_MS + 3 }),
      ]
      await each.store.addRestriction({
        ...{ id: uuidV7(), kind: 'message', ref: blocked.message.id, purpose: '' },
        ...{ atMs: NOW_MS, liftedAtMs: null },
      })
      const read = async (beforeMs: number, limit: number) =>
        (await each.store.readMessages(beforeMs, limit)).map(({ id }) => id)
      expect(await read(NOW_MS + 4, 2)).toEqual([young.message.id, middle.message.id])
      expect(await read(NOW_MS + 1, 2)).toEqual([old.message.id])
      expect(await read(NOW_MS, 2)).toEqual([])
    })

    it('leaves none out of those that came in the same millisecond as the last of a page', async () => {
      const twins = await Promise.all([1, 2, 3].map(() => add({ receivedAtMs: NOW_MS + 1 })))
      const young = await add({ receivedAtMs: NOW_MS + 2 })
      const old = await add({ receivedAtMs: NOW_MS })
      // Nor is one of them listed that is blocked.
      const blocked = await add({ receivedAtMs: NOW_MS + 1 })
      await each.store.addRestriction({
        ...{ id: uuidV7(), kind: 'message', ref: blocked.message.id, purpose: '' },
        ...{ atMs: NOW_MS, liftedAtMs: null },
      })
      // Nor one whose consent has ended, at the last of its milliseconds.
      const nowMs = NOW_MS + 10
      for (const receivedAtMs of [NOW_MS + 1, NOW_MS + 2])
        await add({ receivedAtMs }, { validUntilMs: nowMs })
      const page = (await each.store.readMessages(NOW_MS + 3, 2, nowMs)).map(({ id }) => id)
      expect(page[0]).toBe(young.message.id)
      expect(page.toSorted()).toEqual([young, ...twins].map(({ message }) => message.id).toSorted())
      const next = (await each.store.readMessages(NOW_MS + 1, 2)).map(({ id }) => id)
      expect(next).toEqual([old.message.id])
    })
  })
}
