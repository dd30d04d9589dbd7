import type { BackUp } from '../domain/jobs/daily-backup.ts'
import type { DurableStorage } from '../store/sqlite/durable/durable-storage.ts'
import { readNumber, readTables } from '../store/sqlite/durable/durable-tables.ts'
import { type Archive, listNames } from './archive.ts'
import { buildBackupName, findEndedBackups } from './backup-name.ts'
import { countRows, decodeDump, encodeDump } from './dump.ts'
import { openBackup, sealBackup } from './envelope.ts'
import { checkRowCounts } from './row-counts.ts'

/** Dependencies of a backup. */
interface BackUpParts {
  readonly storage: DurableStorage
  readonly archive: Archive
  /** The site's host, which is the prefix of its objects. */
  readonly host: string
  readonly secret: Uint8Array
  /** Days after which a backup is deleted. */
  readonly keepDays: number
  /** Milliseconds since 1970 UTC; while the clock is in doubt, the time at which it was last trusted. */
  readonly now: () => number
}

/** Reads and encrypts the whole database synchronously, so nothing is written meanwhile. */
function seal({ storage, secret, now }: BackUpParts) {
  const source = readTables(storage)
  const counts = Object.fromEntries(
    source.tables.map((table) => [table, readNumber(storage, `select count(*) from "${table}"`)]),
  )
  const generation = readNumber(storage, 'select max(id) from key_generations')
  const facts = { secret, generation, createdAtMs: now() }
  return { sealed: sealBackup([...encodeDump(source)], facts), counts }
}

/**
 * Returns the function that backs a site up into the archive. The format is that of Node's backups, so the same command
 * restores it. A backup is verified before it is stored.
 */
export const createBackUp =
  (parts: BackUpParts): BackUp =>
  async (stillAtIt) => {
    const { archive, host, secret, keepDays, now } = parts
    const { sealed, counts } = seal(parts)
    await stillAtIt()
    checkRowCounts(counts, countRows(decodeDump(openBackup(sealed, [secret]).pieces())))
    const prefix = `${host}/backups/`
    await archive.put(prefix + buildBackupName(now()), sealed)
    const ended = findEndedBackups(await listNames(archive, prefix), { keepDays, nowMs: now() })
    if (ended.length > 0) await archive.delete(ended.map((name) => prefix + name))
  }
