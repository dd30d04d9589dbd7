import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { parseEnvironment } from '../../../server/config/environment.ts'
import { beginGeneration } from '../../../server/crypto/begin-generation.ts'
import { deriveFingerprint } from '../../../server/crypto/derive.ts'
import { type Keys, openKeys } from '../../../server/crypto/open-keys.ts'
import { openSealed } from '../../../server/domain/keys/open-sealed.ts'
import { rotateKeys } from '../../../server/domain/keys/rotate-keys.ts'
import { openSqlite } from '../../../server/store/sqlite/file/open.ts'
import type { Store } from '../../../server/store/store.ts'
import { buildEvent, buildMessage, buildRecord, NOW_MS, uuidV7 } from '../../store/records.ts'

const [old, next] = [randomBytes(32), randomBytes(32)]
const clock = () => NOW_MS
const row = uuidV7()

let folder: string
let store: Store
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kelisim-keys-'))
  store = await openSqlite(join(folder, 'keys.db'))
})
afterEach(async () => {
  await store.close()
  await rm(folder, { recursive: true, force: true })
})

const open = (current: Uint8Array, ...previous: Uint8Array[]): Promise<Keys> =>
  openKeys(store, { current, previous }, clock)

const rotate = (keys: Keys) =>
  rotateKeys({ store, cryptography: keys.cryptography, clock, untilSeenByAll: async () => {} })

/** Stores a message of Anna's as the server would. */
async function addMessage({ cryptography }: Keys, text = 'Anna'): Promise<string> {
  const id = uuidV7()
  const record = buildRecord()
  const email = `${text}@Planted.kz`
  const message = buildMessage({
    ...{ id, consentId: record.id },
    name: await cryptography.seal('messages.name', id, text),
    email: await cryptography.seal('messages.email', id, email),
    message: await cryptography.seal('messages.message', id, text),
    emailIndex: cryptography.blindIndexes('messages.email', email.toLowerCase())[0] ?? null,
  })
  await store.addMessage(message, record, buildEvent(record))
  return id
}

describe('opening', () => {
  test('SE-11: a fresh database gets its first generation, and the same secret opens it again', async () => {
    const { cryptography } = await open(old)
    const sealed = await cryptography.seal('messages.name', row, 'Anna')
    const again = await open(old)
    expect(await again.cryptography.open('messages.name', row, sealed)).toBe('Anna')
    expect(await store.readKeyGenerations()).toMatchObject([{ id: 1, retiredAtMs: null }])
  })

  test('SE-11: two first starts at once leave one generation, and the other secret is refused', async () => {
    const both = await Promise.allSettled([open(old), open(next)])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await store.readKeyGenerations()).toHaveLength(1)
  })

  test('SE-11: a wrong secret is refused and nothing is written', async () => {
    await open(old)
    const before = await store.readKeyGenerations()
    await expect(open(next)).rejects.toThrow('KELISIM_SECRET is not the one')
    expect(await store.readKeyGenerations()).toEqual(before)
  })

  test('SE-11: while keys are being changed, the new secret alone is not enough', async () => {
    await open(old)
    await beginGeneration(store, next, clock)
    await expect(open(next)).rejects.toThrow('key generation 1')
    await expect(open(old)).rejects.toThrow('key generation 2')
    expect((await open(next, old)).ring.newestId()).toBe(2)
  })

  test('SE-11: a fingerprint is of its generation alone and holds nothing of the secret', () => {
    const [one, two] = [deriveFingerprint(old, 1), deriveFingerprint(old, 2)]
    expect(one).not.toEqual(two)
    expect(Buffer.from(one).includes(old.subarray(0, 4))).toBe(false)
  })
})

describe('generations', () => {
  test('SE-11: the same secret gives other keys in another generation', async () => {
    const keys = await open(old)
    const sealed = await keys.cryptography.seal('messages.name', row, 'Anna')
    await beginGeneration(store, old, clock)
    await keys.refresh()
    const resealed = await keys.cryptography.seal('messages.name', row, 'Anna')
    expect([sealed[0], resealed[0]]).toEqual([1, 2])
    const forged = Uint8Array.from(resealed)
    forged[0] = 1
    expect(() => keys.cryptography.open('messages.name', row, forged)).toThrow('altered')
    const [newest, older] = keys.cryptography.blindIndexes('messages.email', 'a@b.kz')
    expect(newest).not.toEqual(older)
  })

  test('SE-11: a value of a generation added meanwhile is opened after one look into the table', async () => {
    const server = await open(next, old)
    await beginGeneration(store, next, clock)
    const other = await open(next, old)
    const sealed = await other.cryptography.seal('messages.name', row, 'Anna')
    expect(server.ring.idsInUse()).toEqual([1])
    expect(await server.cryptography.open('messages.name', row, sealed)).toBe('Anna')
    expect(server.ring.idsInUse()).toEqual([2, 1])
  })

  test('SE-11: a value of an unknown generation is an error of its own kind', async () => {
    const { cryptography } = await open(old)
    const sealed = Uint8Array.from(await cryptography.seal('messages.name', row, 'Anna'))
    sealed[0] = 77
    await expect(cryptography.open('messages.name', row, sealed)).rejects.toMatchObject({
      name: 'SealError',
      code: 'key_unknown',
    })
  })

  test('SE-11: one bad row of a list is named in the log by its place, and the others are served', async () => {
    const { cryptography } = await open(old)
    const good = await cryptography.seal('messages.name', row, 'Anna')
    const unknown = Uint8Array.from(good)
    unknown[0] = 77
    const altered = Uint8Array.from(good)
    altered[20] = (altered[20] ?? 0) ^ 1
    const logged: unknown[] = []
    const deps = { cryptography, log: (...line: unknown[]) => void logged.push(line) }
    const texts = await Promise.all(
      [good, unknown, null, altered].map((value) => openSealed(deps, 'messages.name', row, value)),
    )
    expect(texts).toEqual(['Anna', undefined, null, undefined])
    expect(logged).toEqual(
      ['altered', 'key_unknown'].map((code) => [
        'error',
        'sealed_value_unreadable',
        { field: 'messages.name', row, code },
      ]),
    )
    expect(JSON.stringify(logged)).not.toContain('Anna')
  })

  test('SE-11: after 255 generations there is a clear error', async () => {
    const fingerprint = deriveFingerprint(old, 255)
    await store.addKeyGeneration({ id: 255, fingerprint, createdAtMs: NOW_MS, retiredAtMs: null })
    await expect(beginGeneration(store, old, clock)).rejects.toThrow('255 key generations')
  })
})

describe('rotation', () => {
  test('SE-11: seals everything anew, finds by the new index only, and retires the old generation', async () => {
    const keys = await open(next, old).catch(() => open(next))
    expect(keys.ring.newestId()).toBe(1)
    const id = await addMessage(keys)
    await beginGeneration(store, next, clock)
    await keys.refresh()
    const [, oldIndex] = keys.cryptography.blindIndexes('messages.email', 'anna@planted.kz')
    expect(await store.findMessagesByEmail([oldIndex ?? Buffer.alloc(0)])).toHaveLength(1)
    expect(await rotate(keys)).toEqual({ resealedCount: 3, unopened: [], retiredIds: [1] })
    expect(await store.findMessagesByEmail([oldIndex ?? Buffer.alloc(0)])).toEqual([])
    await keys.refresh()
    const indexes = keys.cryptography.blindIndexes('messages.email', 'anna@planted.kz')
    expect(indexes).toHaveLength(1)
    expect(await store.findMessagesByEmail(indexes)).toMatchObject([{ id }])
  })

  test('SE-11: done again, or begun again after being cut off, it makes no further generation and no further change', async () => {
    const keys = await open(old)
    await addMessage(keys)
    expect(await beginGeneration(store, old, clock)).toEqual({ id: 2, isNew: true })
    expect(await beginGeneration(store, old, clock)).toEqual({ id: 2, isNew: false })
    await keys.refresh()
    await rotate(keys)
    expect(await rotate(keys)).toEqual({ resealedCount: 0, unopened: [], retiredIds: [] })
    expect(await store.readKeyGenerations()).toHaveLength(2)
  })

  test('SE-11: what is sealed by a server that has not looked yet is found by the next pass', async () => {
    const keys = await open(old)
    const late = await open(old)
    await beginGeneration(store, old, clock)
    await keys.refresh()
    const result = await rotateKeys({
      ...{ store, cryptography: keys.cryptography, clock },
      untilSeenByAll: async () => void (await addMessage(late)),
    })
    expect(result).toEqual({ resealedCount: 3, unopened: [], retiredIds: [1] })
  })

  test('SE-11: a value that does not open is named and left, the others are sealed anew, nothing is retired', async () => {
    const keys = await open(old)
    const id = await addMessage(keys)
    const value = Uint8Array.from(await keys.cryptography.seal('messages.name', id, 'Anna'))
    value[0] = 77
    await store.updateMessage(id, { name: value })
    await beginGeneration(store, old, clock)
    await keys.refresh()
    expect(await rotate(keys)).toEqual({
      resealedCount: 2,
      unopened: [{ field: 'messages.name', rowId: id, code: 'key_unknown' }],
      retiredIds: [],
    })
    expect((await store.findMessage({ id }))?.name).toEqual(Buffer.from(value))
  })
})

test.each([
  ['x', 'one that is too short'],
  [`${old.toString('base64')},x`, 'a good one and a short one'],
])('SE-11: KELISIM_SECRET_PREVIOUS %# is refused by name and without its value: %s', (given) => {
  const parse = () => parseEnvironment({ KELISIM_SECRET_PREVIOUS: given })
  expect(parse).toThrow('KELISIM_SECRET_PREVIOUS: must be secrets of 32 bytes in base64')
  expect(parse).not.toThrow(old.toString('base64'))
})
