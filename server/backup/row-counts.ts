import { BackupError } from './backup-error.ts'

/** Rows of each table, by its name. */
export type RowCounts = Readonly<Record<string, number>>

/** Holds what a backup holds against the database that it was made of. @throws {BackupError} `unsound`. */
export function checkRowCounts(wanted: RowCounts, found: RowCounts): void {
  const wrong = Object.keys(wanted).filter((table) => wanted[table] !== found[table])
  if (wrong.length > 0)
    throw new BackupError(
      'unsound',
      `The backup has other row counts than the database: ${wrong.join(', ')}.`,
    )
}
