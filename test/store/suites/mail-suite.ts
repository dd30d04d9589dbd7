import { describe, expect, it } from 'vitest'
import type { OpenEach } from '../open-each.ts'
import { NOW_MS } from '../records.ts'
import { buildMail } from '../subject-records.ts'

/** What every store promises of mail on its way. */
export function mailSuite(each: OpenEach) {
  describe('mail', () => {
    it('gives back what is due, the longest due first, and nothing that is not', async () => {
      const late = buildMail({ nextAttemptAtMs: NOW_MS - 1 })
      const now = buildMail()
      const future = buildMail({ nextAttemptAtMs: NOW_MS + 1 })
      for (const mail of [future, now, late]) {
        expect(await each.store.enqueueMail(mail)).toBe('stored')
      }
      expect(await each.store.readDueMail(NOW_MS, 10)).toEqual([
        { ...late, recipient: Buffer.from(late.recipient), content: Buffer.from(late.content) },
        { ...now, recipient: Buffer.from(now.recipient), content: Buffer.from(now.content) },
      ])
      expect(await each.store.readDueMail(NOW_MS, 1)).toHaveLength(1)
      expect(await each.store.readDueMail(NOW_MS - 2, 10)).toEqual([])
    })

    it('keeps the first of two mails with one id', async () => {
      const mail = buildMail()
      await each.store.enqueueMail(mail)
      expect(await each.store.enqueueMail({ ...mail, attempts: 9 })).toBe('duplicate')
      expect((await each.store.readDueMail(NOW_MS, 10)).map(({ attempts }) => attempts)).toEqual([
        0,
      ])
    })

    it('puts one mail off, counts its attempts and leaves the others', async () => {
      const [first, second] = [buildMail(), buildMail()]
      await each.store.enqueueMail(first)
      await each.store.enqueueMail(second)
      const putOff = (attempts: number, nextAttemptAtMs: number) =>
        each.store.postponeMail(first.id, { attempts, nextAttemptAtMs })
      expect(await putOff(0, NOW_MS + 5)).toBe('stored')
      expect(await putOff(0, NOW_MS + 7)).toBe('conflict')
      expect(await putOff(1, NOW_MS + 9)).toBe('stored')
      expect((await each.store.readDueMail(NOW_MS + 8, 10)).map(({ id }) => id)).toEqual([
        second.id,
      ])
      const due = await each.store.readDueMail(NOW_MS + 9, 10)
      expect(due.map(({ id, attempts }) => [id, attempts])).toEqual([
        [second.id, 0],
        [first.id, 2],
      ])
    })

    it('deletes one mail, and bears that it is gone', async () => {
      const [first, second] = [buildMail(), buildMail()]
      await each.store.enqueueMail(first)
      await each.store.enqueueMail(second)
      await each.store.deleteMail(first.id)
      await each.store.deleteMail(first.id)
      const gone = { attempts: 0, nextAttemptAtMs: NOW_MS }
      expect(await each.store.postponeMail(first.id, gone)).toBe('conflict')
      expect((await each.store.readDueMail(NOW_MS, 10)).map(({ id }) => id)).toEqual([second.id])
      expect(await each.store.readTallies()).toEqual([])
    })

    it('counts a mail that was destroyed unsent, once', async () => {
      const mail = buildMail()
      await each.store.enqueueMail(mail)
      await each.store.destroyMail(mail.id)
      await each.store.destroyMail(mail.id)
      expect(await each.store.readDueMail(NOW_MS, 10)).toEqual([])
      expect(await each.store.readTallies()).toEqual([{ dataClass: 'mail_queue', count: 1 }])
    })
  })
}
