import { existsSync } from 'node:fs'
import { chmod, mkdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { BackupError, nameCause } from '../../backup/backup-error.ts'
import { followLinks } from '../../files/follow-links.ts'
import {
  type ErasedIds,
  eraseAgain,
  isDatabaseInUse,
  isDatabaseThere,
} from '../../store/sqlite/file/database-file.ts'
import { checkDatabase, type DatabaseCheck } from './check-database.ts'
import { decryptFile } from './decrypt-file.ts'
import { loadWhereDumped } from './load-backup.ts'
import { putInPlace } from './put-in-place.ts'
import { keepLogAside } from './remains.ts'
import { withScratch } from './scratch.ts'

export interface RestoreOrder {
  readonly backup: string
  /** Where the database shall lie. */
  readonly databaseFile: string
  readonly secrets: { readonly current: Uint8Array; readonly previous: readonly Uint8Array[] }
  readonly checks: readonly DatabaseCheck[]
  /** Folder of the database's migrations, for a backup that holds no database file. */
  readonly migrationsFolder: string
  /**
   * What was erased since; also what was erased before does no harm. Given the database as the backup holds it.
   *
   * @throws {BackupError} `refused` where it is not known.
   */
  readonly findErased: (path: string) => ErasedIds
  /** Does what only an open store can, on the restored file before it is put in its place. */
  readonly finish: (path: string, facts: RestoreFacts) => Promise<void>
  /** Puts the database that is there away as a backup. Default: one that is there is not replaced. */
  readonly putAway?: () => Promise<void>
}

export interface RestoreFacts {
  readonly createdAtMs: number
  /** Rows changed by the list of deletions. */
  readonly erasedCount: number
}

export interface RestoreResult extends RestoreFacts {
  readonly rowCounts: Readonly<Record<string, number>>
  /** Where the log of a database is kept that was not there itself. */
  readonly keptLog: string | undefined
}

/** @throws {BackupError} `refused` where a database is there that may not be replaced now. */
function checkRoom({ databaseFile, putAway }: RestoreOrder): void {
  if (!isDatabaseThere(databaseFile)) return
  if (!putAway)
    throw new BackupError(
      'refused',
      `There is a database at ${databaseFile}. Say --replace to put the backup in its place, or --into FOLDER for another place.`,
    )
  if (isDatabaseInUse(databaseFile))
    throw new BackupError('refused', `A server or command has ${databaseFile} open. Stop it first.`)
}

/** Asked again at the end: much can have happened while a large backup was read. */
async function makeRoom(order: RestoreOrder): Promise<void> {
  checkRoom(order)
  if (!isDatabaseThere(order.databaseFile) || !order.putAway) return
  try {
    await order.putAway()
  } catch (error) {
    if (!(error instanceof BackupError) || error.code !== 'unsound') throw error
    throw new BackupError(
      'refused',
      `The database at ${order.databaseFile} is damaged and cannot be kept as a backup. Move it away by hand, then restore again.`,
    )
  }
}

/** A WAL of the database before would be read as if it belonged to the new one. */
async function replace(restored: string, databaseFile: string): Promise<string | undefined> {
  const keptLog = keepLogAside(databaseFile, Date.now())
  for (const end of ['-wal', '-shm', '-journal']) await rm(`${databaseFile}${end}`, { force: true })
  await putInPlace(restored, databaseFile)
  return keptLog
}

/**
 * Puts a backup back. Nothing is in its place before all of it has been decrypted, everything erased since is erased again,
 * and the result has been checked.
 *
 * @throws {BackupError} every code.
 */
export async function restoreBackup(given: RestoreOrder): Promise<RestoreResult> {
  // A link to the database stays, and what it leads to is replaced: nothing of the one before is left there.
  const order = { ...given, databaseFile: followLinks(given.databaseFile) }
  const { backup, databaseFile, secrets, checks, findErased, finish } = order
  if (!existsSync(backup)) throw new BackupError('refused', `There is no backup at ${backup}.`)
  checkRoom(order)
  try {
    await mkdir(dirname(databaseFile), { recursive: true, mode: 0o700 })
    return await withScratch(dirname(databaseFile), async (folder) => {
      const restored = join(folder, 'restored.db')
      const header = await decryptFile(backup, restored, [secrets.current, ...secrets.previous])
      await loadWhereDumped(restored, order.migrationsFolder)
      await checkDatabase(restored, checks)
      const erasedCount = eraseAgain(restored, findErased(restored))
      const facts = { createdAtMs: header.createdAtMs, erasedCount }
      await finish(restored, facts)
      const { rowCounts } = await checkDatabase(restored, checks)
      await makeRoom(order)
      await chmod(restored, 0o600)
      const keptLog = await replace(restored, databaseFile)
      return { ...facts, rowCounts, keptLog }
    })
  } catch (error) {
    throw nameCause(error)
  }
}
