import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CHUNK_BYTES, HEADER_BYTES, TAG_BYTES } from '../../../server/backup/format.ts'
import { decryptFile } from '../../../server/node/backup/decrypt-file.ts'
import { encryptFile } from '../../../server/node/backup/encrypt-file.ts'

const secret = randomBytes(32)
const facts = { secret, generation: 3, createdAtMs: 1_780_000_000_000 }
const SEALED_CHUNK = CHUNK_BYTES + TAG_BYTES

let folder: string
let plain: Buffer
let whole: Buffer
let number = 0
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kelisim-backup-'))
  plain = randomBytes(2 * CHUNK_BYTES + 1234)
  plain.write('Planted Anna', CHUNK_BYTES)
  writeFileSync(join(folder, 'plain'), plain)
  await encryptFile(join(folder, 'plain'), join(folder, 'whole'), facts)
  whole = readFileSync(join(folder, 'whole'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Writes the bytes as a backup and reads it. */
async function read(bytes: Buffer, ...secrets: Buffer[]) {
  const [from, to] = [join(folder, `in-${++number}`), join(folder, `out-${number}`)]
  writeFileSync(from, bytes)
  const header = await decryptFile(from, to, secrets.length > 0 ? secrets : [secret])
  return { header, bytes: readFileSync(to) }
}

const flip = (at: number): Buffer => {
  const bytes = Buffer.from(whole)
  bytes[at] = (bytes[at] ?? 0) ^ 1
  return bytes
}
const chunk = (index: number): Buffer =>
  whole.subarray(HEADER_BYTES + (index - 1) * SEALED_CHUNK, HEADER_BYTES + index * SEALED_CHUNK)
const header = () => whole.subarray(0, HEADER_BYTES)

test('SE-11: a backup gives back every byte, and holds none of them in clear', async () => {
  const { header: told, bytes } = await read(whole)
  expect(bytes.equals(plain)).toBe(true)
  expect(told).toMatchObject({ generation: 3, createdAtMs: facts.createdAtMs, chunkCount: 3 })
  expect(whole.includes('Planted Anna')).toBe(false)
  expect(whole.includes(plain.subarray(0, 16))).toBe(false)
  expect(whole).toHaveLength(HEADER_BYTES + plain.length + 3 * TAG_BYTES)
  expect(statSync(join(folder, 'whole')).mode & 0o777).toBe(0o600)
})

test('SE-11: two backups of the same database have nothing in common', async () => {
  await encryptFile(join(folder, 'plain'), join(folder, 'second'), facts)
  const second = readFileSync(join(folder, 'second'))
  expect(second.includes(whole.subarray(HEADER_BYTES, HEADER_BYTES + 16))).toBe(false)
})

test('SE-11: any secret that was given opens it, no other does', async () => {
  expect((await read(whole, randomBytes(32), secret)).bytes.equals(plain)).toBe(true)
  await expect(read(whole, randomBytes(32))).rejects.toMatchObject({ code: 'wrong_secret' })
})

test('SE-11: an empty file is a backup too', async () => {
  writeFileSync(join(folder, 'empty'), '')
  await encryptFile(join(folder, 'empty'), join(folder, 'of-empty'), facts)
  expect((await read(readFileSync(join(folder, 'of-empty')))).bytes).toHaveLength(0)
})

describe('a flipped byte', () => {
  test.each([
    ['the first byte', 0, 'unfit'],
    ['the version', 8, 'unfit'],
    ['the generation', 9, 'wrong_secret'],
    ['a byte that is always zero', 10, 'wrong_secret'],
    ['the salt', 20, 'wrong_secret'],
    ['the time', 51, 'wrong_secret'],
    ['the length', 59, 'wrong_secret'],
    ['the number of chunks', 63, 'wrong_secret'],
    ['the tag of the header', HEADER_BYTES - 1, 'wrong_secret'],
  ])('SE-12: in the header, %s, is refused', async (_, at, code) => {
    await expect(read(flip(at))).rejects.toMatchObject({ name: 'BackupError', code })
  })

  test.each([
    [1, 0],
    [1, CHUNK_BYTES / 2],
    [1, SEALED_CHUNK - 1],
    [2, 0],
    [2, 77],
    [3, 0],
    [3, 1234 + TAG_BYTES - 1],
  ])('SE-12: in chunk %i at byte %i is refused and names the chunk', async (index, at) => {
    const altered = flip(HEADER_BYTES + (index - 1) * SEALED_CHUNK + at)
    await expect(read(altered)).rejects.toMatchObject({
      code: 'damaged',
      message: expect.stringContaining(`chunk ${index} of 3`),
    })
  })
})

describe('a backup that was put together otherwise', () => {
  const refused = async (bytes: Buffer, sentence: string) =>
    expect(read(bytes)).rejects.toMatchObject({
      code: 'damaged',
      message: expect.stringContaining(sentence),
    })

  test('SE-12: chunks in another order are refused', () =>
    refused(Buffer.concat([header(), chunk(2), chunk(1), chunk(3)]), 'chunk 1 of 3'))

  test('SE-12: a chunk twice instead of two is refused', () =>
    refused(Buffer.concat([header(), chunk(1), chunk(1), chunk(3)]), 'chunk 2 of 3'))

  test('SE-12: a chunk of another backup is refused', async () => {
    await encryptFile(join(folder, 'plain'), join(folder, 'other'), facts)
    const other = readFileSync(join(folder, 'other'))
    const strange = other.subarray(HEADER_BYTES, HEADER_BYTES + SEALED_CHUNK)
    await refused(Buffer.concat([header(), strange, chunk(2), chunk(3)]), 'chunk 1 of 3')
  })

  test('SE-12: an end that is missing is refused, wherever it was cut', async () => {
    await refused(whole.subarray(0, -1), '1 bytes are missing')
    await refused(Buffer.concat([header(), chunk(1), chunk(2)]), 'bytes are missing')
    await refused(header(), 'bytes are missing')
    await expect(read(whole.subarray(0, 40))).rejects.toMatchObject({ code: 'unfit' })
    await expect(read(Buffer.alloc(0))).rejects.toMatchObject({ code: 'unfit' })
  })

  test('SE-12: anything behind the end is refused', () =>
    refused(Buffer.concat([whole, Buffer.from('x')]), '1 bytes too many'))

  test('SE-12: a file that is something else is refused', async () => {
    await expect(read(Buffer.from('SQLite format 3'.repeat(20)))).rejects.toThrow(
      'no backup of Kelisim',
    )
  })
})

test('SE-12: a failed reading names nothing of the content', async () => {
  const error = await read(flip(HEADER_BYTES + SEALED_CHUNK)).catch((caught: Error) => caught)
  expect(String(error)).not.toContain('Anna')
  expect(readdirSync(folder).some((name) => name.endsWith('.part'))).toBe(false)
})
