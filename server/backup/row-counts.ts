import { BackupError } from './backup-error.ts'

/** Number of rows by table name. */
export type RowCounts = Readonly<Record<string, number>>

/** Compares a backup's row counts with those of its database. @throws {BackupError} `unsound`. */
export function checkRowCounts(wanted: RowCounts, found: RowCounts): void {
  const wrong = Object.keys(wanted).filter((table) => wanted[table] !== found[table])
  if (wrong.length > 0)
    throw new BackupError(
      'unsound',
      `The backup has other row counts than the database: ${wrong.join(', ')}.`,
    )
}
