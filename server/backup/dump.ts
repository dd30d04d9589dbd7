import { gunzipSync, gzipSync } from 'node:zlib'
import type { TableSource } from '../store/sqlite/tables.ts'
import { BackupError } from './backup-error.ts'

/**
 * A database as text, for where its file is not accessible: 8 bytes `KELISIMD`, then blocks, each 4 bytes of length
 * (big-endian) and as many of gzip (RFC 1952) over whole lines of JSON. A line `{"table":…,"columns":[…]}` begins a table,
 * arrays are its rows; bytes are written as `{"b":base64}`.
 */
export const DUMP_MAGIC = Buffer.from('KELISIMD')

const LENGTH_BYTES = 4

/** Characters compressed as one block. */
const BLOCK_CHARACTERS = 1_000_000

const encodeValue = (value: unknown): unknown =>
  value instanceof ArrayBuffer || value instanceof Uint8Array
    ? { b: Buffer.from(value as Uint8Array).toString('base64') }
    : value

/** Converts a value of a row to a value for SQLite. */
const decodeValue = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'b' in value
    ? Buffer.from(String(value.b), 'base64')
    : value

function* encodeLines({ tables, rows }: TableSource): Iterable<string> {
  for (const table of tables) {
    const { columns, values } = rows(table)
    yield `${JSON.stringify({ table, columns })}\n`
    for (const row of values) yield `${JSON.stringify(row.map(encodeValue))}\n`
  }
}

function encodeBlock(text: string): Buffer {
  // The fastest level: most of the gain, and requests wait meanwhile.
  const block = gzipSync(text, { level: 1 })
  const length = Buffer.alloc(LENGTH_BYTES)
  length.writeUInt32BE(block.length)
  return Buffer.concat([length, block])
}

/** Yields a dump piece by piece; synchronous, so that nothing changes while it is read. */
export function* encodeDump(source: TableSource): Iterable<Buffer> {
  yield DUMP_MAGIC
  let text = ''
  for (const line of encodeLines(source)) {
    text += line
    if (text.length <= BLOCK_CHARACTERS) continue
    yield encodeBlock(text)
    text = ''
  }
  yield encodeBlock(text)
}

/** A line of a dump: the start of a table, or a row. */
export type DumpLine =
  | { readonly table: string; readonly columns: readonly string[] }
  | readonly unknown[]

/** Returns whether bytes begin with the dump's magic number. */
export const isDump = (bytes: Uint8Array): boolean =>
  DUMP_MAGIC.equals(bytes.subarray(0, DUMP_MAGIC.length))

const damaged = () => new BackupError('damaged', 'The backup is damaged: its tables are cut off.')

/** Yields the blocks of a dump, however it is split into pieces. */
function* readBlocks(pieces: Iterable<Uint8Array>): Iterable<Buffer> {
  let rest = Buffer.alloc(0)
  let isBegun = false
  for (const piece of pieces) {
    rest = Buffer.concat([rest, piece])
    if (!isBegun) {
      if (!isDump(rest)) throw damaged()
      rest = rest.subarray(DUMP_MAGIC.length)
      isBegun = true
    }
    while (rest.length >= LENGTH_BYTES) {
      const end = LENGTH_BYTES + rest.readUInt32BE(0)
      if (rest.length < end) break
      yield rest.subarray(LENGTH_BYTES, end)
      rest = rest.subarray(end)
    }
  }
  if (!isBegun || rest.length > 0) throw damaged()
}

/**
 * Reads a dump, one block at a time, with values for SQLite.
 *
 * @param pieces of its bytes, the first of 8 bytes or more. @throws {BackupError} `damaged` where it is not a dump or
 *   incomplete.
 */
export function* decodeDump(pieces: Iterable<Uint8Array>): Iterable<DumpLine> {
  for (const block of readBlocks(pieces))
    for (const text of gunzipSync(block).toString('utf8').split('\n')) {
      if (text === '') continue
      const line = JSON.parse(text) as DumpLine
      yield 'table' in line ? line : line.map(decodeValue)
    }
}

/** Counts the rows of each table. */
export function countRows(lines: Iterable<DumpLine>): Record<string, number> {
  const counts: Record<string, number> = {}
  let table = ''
  for (const line of lines) {
    if ('table' in line) {
      table = line.table
      counts[table] = 0
    } else counts[table] = (counts[table] ?? 0) + 1
  }
  return counts
}
