import SqliteDatabase from 'better-sqlite3'
import type { LedgerSnapshot } from '../../store.ts'
import { readLedgerRows } from './ledger-rows.ts'

/**
 * Opens a database file for proving it, beside a server that may be writing to it: for reading only, all of one moment.
 *
 * @throws the driver's error where the file is no database of this version; it names no data.
 */
export function openLedgerSnapshot(path: string): LedgerSnapshot {
  const sqlite = new SqliteDatabase(path, { readonly: true, fileMustExist: true })
  // One connection can walk through several lists at once only within one transaction.
  sqlite.exec('BEGIN')
  return readLedgerRows({
    all: <T>(statement: string) => sqlite.prepare(statement).iterate() as Iterable<T>,
    damageCheck: 'integrity_check',
    close: () => sqlite.close(),
  })
}
