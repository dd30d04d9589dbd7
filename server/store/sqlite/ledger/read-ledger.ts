import SqliteDatabase from 'better-sqlite3'
import type { LedgerSnapshot } from '../../store.ts'
import { readLedgerRows } from './ledger-rows.ts'

/**
 * Opens a database file for verification, read-only and as of one moment; a server may be writing to it meanwhile.
 *
 * @throws the driver's error where the file is not a database of this version; it contains no data.
 */
export function openLedgerSnapshot(path: string): LedgerSnapshot {
  const sqlite = new SqliteDatabase(path, { readonly: true, fileMustExist: true })
  // One connection can iterate several lists at once only within one transaction.
  sqlite.exec('BEGIN')
  return readLedgerRows({
    all: <T>(statement: string) => sqlite.prepare(statement).iterate() as Iterable<T>,
    damageCheck: 'integrity_check',
    close: () => sqlite.close(),
  })
}
