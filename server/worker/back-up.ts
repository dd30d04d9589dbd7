import { buildBackupName, findEndedBackups } from '../backup/backup-name.ts'
import { countDump, type DumpSource, encodeDump } from '../backup/dump.ts'
import { openBackup, sealBackup } from '../backup/envelope.ts'
import type { BackUp } from '../domain/backups/daily-backup.ts'
import type { DurableStorage } from '../store/sqlite/open-durable.ts'
import type { Archive, SiteSettings } from './bindings.ts'

/** What a backup is made of and where it goes. */
interface BackUpParts {
  readonly storage: DurableStorage
  readonly archive: Archive
  readonly settings: Pick<SiteSettings, 'secrets' | 'host' | 'site'>
  /** Milliseconds since 1970 UTC; of a clock in doubt, the time at which it was last believed. */
  readonly now: () => number
}

/** All tables but the platform's own and SQLite's. */
const TABLES = `select name from sqlite_schema where type = 'table' and name not like 'sqlite\\_%' escape '\\'
  and name not like '\\_cf\\_%' escape '\\' order by name`

const readTables = ({ sql }: DurableStorage): DumpSource => ({
  tables: sql
    .exec(TABLES)
    .toArray()
    .map(({ name }) => String(name)),
  rows(table) {
    const cursor = sql.exec(`select * from "${table}"`)
    return { columns: cursor.columnNames, values: cursor.raw() }
  },
})

/** Reads all of the database in one turn, in which nothing is written. */
function takeDump(storage: DurableStorage) {
  const readNumber = (query: string) => Number(storage.sql.exec(query).next().value?.number ?? 0)
  const source = readTables(storage)
  const counts = Object.fromEntries(
    source.tables.map((table) => [table, readNumber(`select count(*) as number from "${table}"`)]),
  )
  const generation = readNumber('select max(id) as number from key_generations')
  return { dump: encodeDump(source), counts, generation }
}

async function listNames(archive: Archive, prefix: string): Promise<string[]> {
  const names: string[] = []
  for (let cursor: string | undefined; ; ) {
    const page = await archive.list({ prefix, ...(cursor !== undefined && { cursor }) })
    names.push(...page.objects.map(({ key }) => key.slice(prefix.length)))
    cursor = page.cursor
    if (!page.truncated) return names
  }
}

/**
 * Makes what backs a site up into the archive: encrypted in the envelope of Node's backups, where the same command restores it. It
 * is proved before it is kept: opened again, and every row counted.
 */
export const createBackUp =
  ({ storage, archive, settings, now }: BackUpParts): BackUp =>
  async (stillAtIt) => {
    const { secrets, host, site } = settings
    const { dump, counts, generation } = takeDump(storage)
    const sealed = sealBackup(dump, { secret: secrets.current, generation, createdAtMs: now() })
    await stillAtIt()
    const opened = openBackup(sealed, secrets.current)
    if (!opened || JSON.stringify(countDump(opened)) !== JSON.stringify(counts))
      throw new Error('the backup does not hold what the database does')
    const prefix = `${host}/backups/`
    await archive.put(prefix + buildBackupName(now()), sealed)
    const term = { keepDays: site.backups.keepDays, nowMs: now() }
    const ended = findEndedBackups(await listNames(archive, prefix), term)
    if (ended.length > 0) await archive.delete(ended.map((name) => prefix + name))
  }
