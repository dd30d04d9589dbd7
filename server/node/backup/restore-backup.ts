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
  /** Target path of the database. */
  readonly databaseFile: string
  readonly secrets: { readonly current: Uint8Array; readonly previous: readonly Uint8Array[] }
  readonly checks: readonly DatabaseCheck[]
  /** Folder of the database's migrations, for a backup that contains a dump. */
  readonly migrationsFolder: string
  /**
   * Returns the ids erased since the backup; ids erased before have no effect. Receives the path of the database as the
   * backup contains it.
   *
   * @throws {BackupError} `refused` where they are not known.
   */
  readonly findErased: (path: string) => ErasedIds
  /** Work that needs an open store, done on the restored file before it replaces the target. */
  readonly finish: (path: string, facts: RestoreFacts) => Promise<void>
  /** Backs up the existing database. Default: an existing one is not replaced. */
  readonly putAway?: () => Promise<void>
}

export interface RestoreFacts {
  readonly createdAtMs: number
  /** Rows changed by replaying the list of deletions. */
  readonly erasedCount: number
}

export interface RestoreResult extends RestoreFacts {
  readonly rowCounts: Readonly<Record<string, number>>
  /** New path of the log of a missing database. */
  readonly keptLog: string | undefined
}

/** @throws {BackupError} `refused` where an existing database must not be replaced now. */
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

/** Checked again at the end, since reading a large backup takes long. */
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

/** The previous database's WAL would be read as part of the new one. */
async function replace(restored: string, databaseFile: string): Promise<string | undefined> {
  const keptLog = keepLogAside(databaseFile, Date.now())
  for (const end of ['-wal', '-shm', '-journal']) await rm(`${databaseFile}${end}`, { force: true })
  await putInPlace(restored, databaseFile)
  return keptLog
}

/**
 * Restores a backup. The target is replaced only after everything has been decrypted, everything erased since is erased
 * again, and the result has been checked.
 *
 * @throws {BackupError} every code.
 */
export async function restoreBackup(given: RestoreOrder): Promise<RestoreResult> {
  // Follows a link to the database and replaces the file behind it, so that the old file does not remain there.
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
      const { migrationsFolder } = order
      const erasedCount = eraseAgain(restored, findErased(restored), { migrationsFolder })
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
