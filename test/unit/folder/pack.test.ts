import { unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { pack } from '../../../server/domain/folder/pack.ts'

/** A list of several pieces, that does not repeat itself. */
const long = Array.from({ length: 200_000 }, (_, index) => `${index} ${index ** 2} Өтініш`).join(
  '\n',
)
const files = new Map([
  ['consents.json', long],
  ['registers/audit.json', '[]'],
  ['prunings.json', ''],
  ['consents.csv', '\uFEFFseq,consent\r\n'],
])

test('while a folder is packed others run between its files and within a long one: it is no single stretch', async () => {
  const pieces = Math.ceil(new TextEncoder().encode(long).length / 1_000_000)
  expect(pieces).toBeGreaterThan(2)
  let turns = 0
  const timer = setInterval(() => {
    turns += 1
  }, 0)
  await pack(files)
  clearInterval(timer)
  expect(turns).toBeGreaterThanOrEqual(pieces)
})

test('the archive has every file as it was and no other, and is the same for the same content at another time', async () => {
  const archive = await pack(files)
  const unpacked = Object.entries(unzipSync(archive))
  expect(unpacked.map(([path]) => path)).toEqual([...files.keys()])
  for (const [path, bytes] of unpacked)
    expect([path, Buffer.from(files.get(path) ?? '?').equals(bytes)]).toEqual([path, true])
  expect(Buffer.from(await pack(files)).equals(archive)).toBe(true)
})
