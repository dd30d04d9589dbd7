import { copyFileSync, rmSync } from 'node:fs'
import Database from 'better-sqlite3'

/**
 * Copies a database, removes its triggers and makes a change, as somebody with access to the file could.
 *
 * @returns the copy's path, beside the original.
 */
export function tamper(file: string, change: (database: Database.Database) => void): string {
  const copy = `${file}.copy`
  const source = new Database(file)
  source.pragma('wal_checkpoint(TRUNCATE)')
  source.close()
  for (const suffix of ['-wal', '-shm']) rmSync(copy + suffix, { force: true })
  copyFileSync(file, copy)
  const database = new Database(copy)
  const triggers = database
    .prepare("select name from sqlite_master where type = 'trigger'")
    .pluck()
    .all() as string[]
  for (const name of triggers) database.exec(`drop trigger ${name}`)
  database.pragma('foreign_keys = OFF')
  change(database)
  database.close()
  return copy
}
