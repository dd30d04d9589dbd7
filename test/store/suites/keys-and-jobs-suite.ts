import { describe, expect, it } from 'vitest'
import type { KeyGeneration, StoredSigningKey } from '../../../server/store/store.ts'
import type { OpenEach } from '../open-each.ts'
import { buildEvent, buildMessage, buildRecord, NOW_MS } from '../records.ts'
import { buildCode, buildMail } from '../subject-records.ts'

const MINUTE_MS = 60_000
const untilIn = (minutes: number, nowMs = NOW_MS) => ({
  nowMs,
  untilMs: nowMs + minutes * MINUTE_MS,
})

const buildGeneration = (id: number): KeyGeneration => ({
  ...{ id, fingerprint: Buffer.alloc(32, id), createdAtMs: NOW_MS + id, retiredAtMs: null },
})
const buildSigningKey = (id: string, atMs = NOW_MS): StoredSigningKey => ({
  ...{ id, publicJwk: `{"kid":"${id}"}`, privateJwk: Buffer.from([1, 2, 3]) },
  ...{ createdAtMs: atMs, retiredAtMs: null, keyedHash: null },
})

/** What every store promises of the keys that it holds for others, and of regular work. */
export function keyAndJobSuite(each: OpenEach) {
  describe('key generations', () => {
    it('SE-11 are read oldest first; a second one of the same id changes nothing', async () => {
      const [first, second] = [buildGeneration(1), buildGeneration(2)]
      expect(await each.store.readKeyGenerations()).toEqual([])
      expect(await each.store.addKeyGeneration(second)).toBe('stored')
      expect(await each.store.addKeyGeneration(first)).toBe('stored')
      expect(await each.store.addKeyGeneration({ ...first, createdAtMs: 0 })).toBe('duplicate')
      expect(await each.store.readKeyGenerations()).toEqual([first, second])
    })

    it('are retired, and told by another secret, one by one', async () => {
      await each.store.addKeyGeneration(buildGeneration(1))
      await each.store.addKeyGeneration(buildGeneration(2))
      await each.store.retireKeyGeneration(1, NOW_MS + 9)
      await each.store.setKeyFingerprint(2, Buffer.alloc(32, 9))
      expect(await each.store.readKeyGenerations()).toEqual([
        { ...buildGeneration(1), retiredAtMs: NOW_MS + 9 },
        { ...buildGeneration(2), fingerprint: Buffer.alloc(32, 9) },
      ])
    })

    it('SE-11 sealed values are read in order and replaced only where they still are what they were', async () => {
      const messages = [buildMessage(), buildMessage()].sort((a, b) => (a.id < b.id ? -1 : 1))
      for (const message of messages) {
        const record = buildRecord({ id: message.consentId })
        await each.store.addMessage(message, record, buildEvent(record))
      }
      const [first, second] = await each.store.readSealedValues('messages.name', null, 10)
      if (!first || !second) throw new Error('two values were stored')
      expect(first).toMatchObject({ key: [messages[0]?.id], value: messages[0]?.name })
      expect(await each.store.readSealedValues('messages.name', first.key, 10)).toEqual([second])
      expect(await each.store.readSealedValues('messages.name', null, 1)).toEqual([first])
      const resealed = Buffer.from('resealed')
      await each.store.resealValues([
        { ...first, resealed },
        { ...second, value: Buffer.from('as it was before'), resealed },
      ])
      expect(await each.store.readSealedValues('messages.name', null, 10)).toEqual([
        { ...first, value: resealed },
        second,
      ])
    })
  })

  describe('the index of an address', () => {
    const [oldIndex, index] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)]
    const atMs = NOW_MS + 1
    const openSession = async (emailIndex: Uint8Array, token: number) => {
      const code = buildCode({ emailIndex })
      const tokenHash = Buffer.alloc(32, token)
      await each.store.addCode(code, [])
      await each.store.openCodeSession(code.id, { tokenHash, expiresAtMs: NOW_MS + MINUTE_MS })
      return async () => (await each.store.findCodeSession(tokenHash, atMs))?.emailIndex
    }
    const addMessage = async () => {
      const message = buildMessage({ emailIndex: oldIndex })
      const record = buildRecord({ id: message.consentId })
      await each.store.addMessage(message, record, buildEvent(record))
      const [value] = await each.store.readSealedValues('messages.email', null, 10)
      if (!value) throw new Error('one value was stored')
      return { ...value, resealed: Buffer.from('resealed'), index }
    }

    it('SE-11 is replaced together with that of its sessions and codes, and of no other address', async () => {
      const own = await openSession(oldIndex, 3)
      const other = await openSession(Buffer.alloc(32, 9), 4)
      const code = buildCode({ emailIndex: oldIndex })
      await each.store.addCode(code, [])
      await each.store.resealValues([await addMessage()])
      expect(await own()).toEqual(index)
      expect(await other()).toEqual(Buffer.alloc(32, 9))
      expect((await each.store.spendTry(code.id, atMs))?.emailIndex).toEqual(index)
      expect(await each.store.findMessagesByEmail([index])).toHaveLength(1)
    })

    it('SE-11 stays, theirs too, where the message was changed or erased meanwhile', async () => {
      const own = await openSession(oldIndex, 3)
      const value = await addMessage()
      await each.store.resealValues([{ ...value, value: Buffer.from('as it was before') }])
      expect(await own()).toEqual(oldIndex)
      expect(await each.store.findMessagesByEmail([oldIndex])).toHaveLength(1)
    })
  })

  describe('signing keys', () => {
    it('are kept for good; of a retired one the private half is gone', async () => {
      expect(await each.store.addSigningKey(buildSigningKey('a'))).toBe('stored')
      expect(await each.store.addSigningKey(buildSigningKey('b', NOW_MS + 1))).toBe('stored')
      expect(await each.store.addSigningKey(buildSigningKey('a', 0))).toBe('conflict')
      await each.store.retireSigningKey('a', NOW_MS + 2, Buffer.alloc(32, 4))
      await each.store.bindSigningKeys([{ keyId: 'b', keyedHash: Buffer.alloc(32, 5) }])
      const keys = await each.store.readSigningKeys()
      expect([...keys].sort((one, other) => one.createdAtMs - other.createdAtMs)).toEqual([
        {
          ...buildSigningKey('a'),
          ...{ privateJwk: null, retiredAtMs: NOW_MS + 2, keyedHash: Buffer.alloc(32, 4) },
        },
        { ...buildSigningKey('b', NOW_MS + 1), keyedHash: Buffer.alloc(32, 5) },
      ])
    })
  })

  describe('regular work', () => {
    it('is done by one holder at a time, which may go on; another one waits until it is released or its time is over', async () => {
      const begun = { lastRunAtMs: null, position: null }
      expect(await each.store.findJob('seal')).toBeUndefined()
      expect(await each.store.takeJob('seal', 'one', untilIn(5))).toEqual(begun)
      expect(await each.store.takeJob('seal', 'two', untilIn(5))).toBeUndefined()
      expect(await each.store.takeJob('mail', 'two', untilIn(5))).toEqual(begun)
      expect(await each.store.takeJob('seal', 'one', untilIn(6))).toEqual(begun)
      await each.store.releaseJob('seal', 'two')
      expect(await each.store.takeJob('seal', 'two', untilIn(5))).toBeUndefined()
      await each.store.releaseJob('seal', 'one')
      expect(await each.store.takeJob('seal', 'two', untilIn(5))).toEqual(begun)
      expect(await each.store.takeJob('seal', 'one', untilIn(5, NOW_MS + 6 * MINUTE_MS))).toEqual(
        begun,
      )
    })

    it('is noted by its holder alone, with the mails about it; of another nothing is noted or queued', async () => {
      const state = { lastRunAtMs: NOW_MS, position: 'half' }
      await each.store.takeJob('seal', 'one', untilIn(5))
      expect(
        await each.store.noteJob('seal', 'two', state, [{ mail: buildMail(), limits: [] }]),
      ).toBe(false)
      expect(await each.store.findJob('seal')).toEqual({ lastRunAtMs: null, position: null })
      expect(await each.store.readDueMail(NOW_MS + 1, 10)).toEqual([])
      expect(
        await each.store.noteJob('seal', 'one', state, [{ mail: buildMail(), limits: [] }]),
      ).toBe(true)
      expect(await each.store.findJob('seal')).toEqual(state)
      expect(await each.store.readDueMail(NOW_MS + 1, 10)).toHaveLength(1)
    })
  })
}
