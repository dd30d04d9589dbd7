import { existsSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { BackupError, nameCause } from '../../backup/backup-error.ts'
import { checkRowCounts } from '../../backup/row-counts.ts'
import { followLinks } from '../../files/follow-links.ts'
import {
  copyDatabase,
  inspectDatabase,
  isDatabaseThere,
} from '../../store/sqlite/file/database-file.ts'
import { checkDatabase, type DatabaseCheck } from './check-database.ts'
import { decryptFile } from './decrypt-file.ts'
import { encryptFile } from './encrypt-file.ts'
import { loadWhereDumped, writeDump } from './load-backup.ts'
import { putInNewPlace } from './put-in-place.ts'
import { withScratch } from './scratch.ts'
import { buildPartName, removeAbandonedParts } from './unfinished.ts'

export interface BackupOrder {
  readonly databaseFile: string
  /** Path of the new backup; must not exist yet. */
  readonly to: string
  readonly secrets: { readonly current: Uint8Array }
  readonly checks: readonly DatabaseCheck[]
  /** Milliseconds since 1970 UTC. */
  readonly clock: () => number
  /**
   * Folder of the database's migrations. Where set, the backup contains a dump, which the edge can load, instead of a
   * database file.
   */
  readonly portableBy?: string
}

export interface BackupResult {
  readonly plainBytes: number
  readonly rowCounts: Readonly<Record<string, number>>
}

/** Reads the new backup as a restore would, and compares it with the copy that it was made from. */
async function proveBackup(
  part: string,
  folder: string,
  { secrets, checks, portableBy }: BackupOrder,
  copy: string,
) {
  const restored = join(folder, 'restored.db')
  const { plainBytes } = await decryptFile(part, restored, [secrets.current])
  if (portableBy !== undefined) await loadWhereDumped(restored, portableBy)
  const { rowCounts } = await checkDatabase(restored, checks)
  checkRowCounts(inspectDatabase(copy).rowCounts, rowCounts)
  return { plainBytes, rowCounts }
}

/**
 * Backs up a database in use, and verifies the backup by restoring it into a scratch folder. The target file is either a
 * whole backup or absent.
 *
 * @throws {BackupError} `disk_full`, `unsound`, or `refused` where the file exists.
 */
export async function makeBackup(order: BackupOrder): Promise<BackupResult> {
  const { to, secrets, clock } = order
  const databaseFile = followLinks(order.databaseFile)
  if (!isDatabaseThere(databaseFile))
    throw new BackupError('refused', `There is no database at ${databaseFile}.`)
  if (existsSync(to)) throw new BackupError('refused', `There is a file at ${to} already.`)
  const part = buildPartName(to)
  try {
    await mkdir(dirname(to), { recursive: true, mode: 0o700 })
    await removeAbandonedParts(to)
    return await withScratch(dirname(databaseFile), async (folder) => {
      const copy = join(folder, 'copy.db')
      const createdAtMs = clock()
      copyDatabase(databaseFile, copy)
      const { generation } = inspectDatabase(copy)
      const plain = order.portableBy === undefined ? copy : join(folder, 'dump')
      if (plain !== copy) writeDump(copy, plain)
      await encryptFile(plain, part, { secret: secrets.current, generation, createdAtMs })
      const result = await proveBackup(part, folder, order, copy)
      await putInNewPlace(part, to)
      return result
    })
  } catch (error) {
    throw nameCause(error)
  } finally {
    await rm(part, { force: true })
  }
}
