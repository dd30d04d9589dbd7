import { BackupError } from '../../backup/backup-error.ts'
import { type DatabaseReport, inspectDatabase } from '../../store/sqlite/file/database-file.ts'

/** A further check of a database file that nobody writes to. @returns the problems as sentences; empty where there are none. */
export type DatabaseCheck = (path: string) => Promise<readonly string[]>

/** @throws {BackupError} `unsound`, which names every problem. */
export async function checkDatabase(
  path: string,
  checks: readonly DatabaseCheck[],
): Promise<DatabaseReport> {
  const report = inspectDatabase(path)
  const found =
    report.problems.length > 0 ? [] : await Promise.all(checks.map((check) => check(path)))
  const problems = [...report.problems, ...found.flat()]
  if (problems.length > 0)
    throw new BackupError(
      'unsound',
      `The database is not sound:\n${problems.map((line) => `  ${line}`).join('\n')}`,
    )
  return report
}
