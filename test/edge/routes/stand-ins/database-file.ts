import { basename } from 'node:path'
import Database from './better-sqlite3.ts'

export const openDatabase = () => new Database()

/** Every value of every row: what the platform keeps of deleted rows is not to be had in the object. */
export async function searchBytes(file: string, needle: string | Buffer): Promise<string[]> {
  const database = new Database()
  const tables = database
    .prepare(
      `select name from sqlite_schema where type = 'table' and name not like '\\_cf\\_%' escape '\\'`,
    )
    .pluck()
    .all()
  const sought = Buffer.from(needle)
  const isIn = (value: unknown) =>
    Buffer.isBuffer(value) ? value.includes(sought) : Buffer.from(String(value)).includes(sought)
  const isFound = tables.some((table) =>
    database
      .prepare(`select * from "${table}"`)
      .all()
      .some((row) => Object.values(row as object).some(isIn)),
  )
  return isFound ? [basename(file)] : []
}
