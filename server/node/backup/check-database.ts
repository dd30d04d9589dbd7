import { BackupError } from '../../backup/backup-error.ts'
import { type DatabaseReport, inspectDatabase } from '../../store/sqlite/file/database-file.ts'

/** A further look into a database file that nobody writes to. @returns what is wrong, in sentences; empty where all is right. */
export type DatabaseCheck = (path: string) => Promise<readonly string[]>

/** @throws {BackupError} `unsound`, which names everything that is wrong. */
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
