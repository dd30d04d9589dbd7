import { gunzipSync, gzipSync } from 'node:zlib'

/**
 * A database as text, for where its file cannot be had: 8 bytes `KELISIMD`, then blocks, each 4 bytes of length (big-endian) and
 * as many of gzip (RFC 1952) over whole lines of JSON. A line `{"table":…,"columns":[…]}` begins a table, arrays are its rows; bytes stand as `{"b":base64}`.
 */
export const DUMP_MAGIC = Buffer.from('KELISIMD')

const LENGTH_BYTES = 4

/** Characters that are compressed together. */
const BLOCK_CHARACTERS = 1_000_000

/** The tables of a database as they stand at one moment. */
export interface DumpSource {
  /** Those of the platform and of SQLite left out. */
  readonly tables: readonly string[]
  rows(table: string): {
    readonly columns: readonly string[]
    readonly values: Iterable<readonly unknown[]>
  }
}

const encodeValue = (value: unknown): unknown =>
  value instanceof ArrayBuffer || value instanceof Uint8Array
    ? { b: Buffer.from(value as Uint8Array).toString('base64') }
    : value

/** A value of a row as SQLite takes it. */
export const decodeValue = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'b' in value
    ? Buffer.from(String(value.b), 'base64')
    : value

function* encodeLines({ tables, rows }: DumpSource): Iterable<string> {
  for (const table of tables) {
    const { columns, values } = rows(table)
    yield `${JSON.stringify({ table, columns })}\n`
    for (const row of values) yield `${JSON.stringify(row.map(encodeValue))}\n`
  }
}

/** Writes a dump; synchronous, so that nothing changes while it is read. */
export function encodeDump(source: DumpSource): Buffer {
  const parts: Uint8Array[] = [DUMP_MAGIC]
  let text = ''
  const flush = () => {
    // Little of the time for most of the gain: whoever asks the server waits meanwhile.
    const block = gzipSync(text, { level: 1 })
    const length = Buffer.alloc(LENGTH_BYTES)
    length.writeUInt32BE(block.length)
    parts.push(length, block)
    text = ''
  }
  for (const line of encodeLines(source)) {
    text += line
    if (text.length > BLOCK_CHARACTERS) flush()
  }
  flush()
  return Buffer.concat(parts)
}

/** A line of a dump: a table begins, or one of its rows. */
export type DumpLine =
  | { readonly table: string; readonly columns: readonly string[] }
  | readonly unknown[]

/** Whether bytes begin as a dump does. */
export const isDump = (bytes: Uint8Array): boolean =>
  DUMP_MAGIC.equals(bytes.subarray(0, DUMP_MAGIC.length))

/** Reads a dump, one block at a time. @throws where it is none. */
export function* decodeDump(dump: Buffer): Iterable<DumpLine> {
  for (let at = DUMP_MAGIC.length; at < dump.length; ) {
    const end = at + LENGTH_BYTES + dump.readUInt32BE(at)
    const text = gunzipSync(dump.subarray(at + LENGTH_BYTES, end)).toString('utf8')
    for (const line of text.split('\n')) if (line !== '') yield JSON.parse(line) as DumpLine
    at = end
  }
}

/** Rows of each table of a dump. */
export function countDump(dump: Buffer): Record<string, number> {
  const counts: Record<string, number> = {}
  let table = ''
  for (const line of decodeDump(dump)) {
    if ('table' in line) {
      table = line.table
      counts[table] = 0
    } else counts[table] = (counts[table] ?? 0) + 1
  }
  return counts
}
