import type { BackUp } from '../domain/jobs/daily-backup.ts'
import type { DurableStorage } from '../store/sqlite/durable/durable-storage.ts'
import { readNumber, readTables } from '../store/sqlite/durable/durable-tables.ts'
import { type Archive, listNames } from './archive.ts'
import { buildBackupName, findEndedBackups } from './backup-name.ts'
import { countRows, decodeDump, encodeDump } from './dump.ts'
import { openBackup, sealBackup } from './envelope.ts'
import { checkRowCounts } from './row-counts.ts'

/** What a backup is made of and where it goes. */
interface BackUpParts {
  readonly storage: DurableStorage
  readonly archive: Archive
  /** The site's name, below which its objects are. */
  readonly host: string
  readonly secret: Uint8Array
  /** Days after which a backup is deleted. */
  readonly keepDays: number
  /** Milliseconds since 1970 UTC; of a clock in doubt, the time at which it was last believed. */
  readonly now: () => number
}

/** Reads all of the database in one turn, in which nothing is written, and seals it. */
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
 * Makes what backs a site up into the archive: encrypted in the envelope of Node's backups, where the same command restores it. It
 * is proved before it is kept.
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
