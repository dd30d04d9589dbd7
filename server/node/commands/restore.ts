import { dirname, join, resolve } from 'node:path'
import { buildBackupName } from '../../backup/backup-name.ts'
import type { SiteConfig } from '../../config/site/site-config.ts'
import { openKeys, type Secrets } from '../../crypto/open-keys.ts'
import { guardClock } from '../../domain/calendar/clock-guard.ts'
import { createConsentCache } from '../../domain/consents/consent-cache.ts'
import { audit } from '../../domain/registers/audit.ts'
import { readClockMemory } from '../../domain/retention/daily-retention.ts'
import { registerErasedAgain } from '../../domain/rights/register-erased.ts'
import { DRILL_JOB } from '../../domain/today/read-health.ts'
import { createVisitHiding } from '../../domain/visits/hide-visits.ts'
import { followLinks } from '../../files/follow-links.ts'
import { bindDatabase } from '../../ledger/bind-database.ts'
import { noteRun } from '../../store/sqlite/file/database-file.ts'
import { openSqlite } from '../../store/sqlite/file/open.ts'
import { readDeletions } from '../backup/deletions.ts'
import { furtherChecks } from '../backup/further-checks.ts'
import { makeBackup } from '../backup/make-backup.ts'
import { type RestoreFacts, restoreBackup } from '../backup/restore-backup.ts'
import { readSiteConfig } from '../config/read-site-config.ts'
import { findDatabaseFile, findDeletionsFile, findMigrations, readSecrets } from '../open-core.ts'
import { readOptions } from './read-options.ts'
import { CommandError, runCommand } from './run-command.ts'

const USAGE =
  'npm run restore -- FILE [--into FOLDER] [--replace] [--deletions FILE | --without-deletions]'
const options = {
  into: { type: 'string' },
  replace: { type: 'boolean', default: false },
  deletions: { type: 'string' },
  'without-deletions': { type: 'boolean', default: false },
} as const

interface Finish {
  readonly path: string
  readonly site: SiteConfig
  readonly secrets: Secrets
  readonly facts: RestoreFacts
  readonly isWithout: boolean
}

/**
 * Migrates the restored database, checks that the keys match, erases again what was erased since, and records the restore in
 * the audit register.
 */
async function finish({ path, site, secrets, facts, isWithout }: Finish): Promise<void> {
  const store = await openSqlite(path, { migrationsFolder: findMigrations() })
  try {
    const keys = await openKeys(store, secrets, Date.now)
    const { cryptography } = keys
    // Visits that are linked to nobody are found through this: those of people deleted since are erased too.
    store.hideVisits(createVisitHiding(cryptography))
    await bindDatabase({ store, keys, cryptography, clock: Date.now })
    await registerErasedAgain({
      ...{ store, cryptography, site, clock: Date.now, log: () => undefined },
      clockGuard: guardClock(Date.now, await readClockMemory(store)),
      consents: createConsentCache(store),
    })
    const backupMadeAt = new Date(facts.createdAtMs).toISOString()
    await audit(
      { store, cryptography, clock: Date.now },
      {
        ...{ action: 'database.restore', subject: 'database', actor: 'system' },
        facts: { backupMadeAt, erasedAgain: facts.erasedCount, isWithoutDeletions: isWithout },
      },
    )
  } finally {
    await store.close()
  }
}

/** `npm run restore`: restores a backup without the data deleted since. */
await runCommand('restore', async (environment, say) => {
  const { values, positionals } = readOptions(USAGE, { options, allowPositionals: true })
  const [file, ...more] = positionals
  if (!file || more.length > 0) throw new CommandError(`Usage: ${USAGE}`)
  const liveFile = findDatabaseFile(environment)
  const databaseFile = values.into ? resolve(values.into, 'kelisim.db') : liveFile
  const site = await readSiteConfig(environment.KELISIM_CONFIG)
  const secrets = await readSecrets(environment)
  const isWithout = values['without-deletions']
  const named = values.deletions && resolve(values.deletions)
  const list = readDeletions({
    named,
    liveFile,
    isWithout,
    place: findDeletionsFile(site, liveFile),
  })
  const place = findDeletionsFile(site, databaseFile)
  const away = join(
    resolve(site.backups.folder ?? dirname(databaseFile)),
    buildBackupName(Date.now()),
  )
  const base = { databaseFile, secrets, checks: furtherChecks }
  const result = await restoreBackup({
    ...{ ...base, backup: resolve(file), migrationsFolder: findMigrations() },
    findErased(path) {
      list.check(path)
      return list.ids
    },
    async finish(path, facts) {
      await finish({ path, site, secrets, facts, isWithout })
      list.settle(path, { databaseFile: followLinks(databaseFile), place })
    },
    ...(values.replace && {
      async putAway() {
        await makeBackup({ ...base, to: away, clock: Date.now })
        say(`The database that was there is kept as the backup ${away}.`)
      },
    }),
  })
  // A copy that was opened beside the database shows that its backups are good.
  if (values.into && noteRun(liveFile, DRILL_JOB, Date.now()))
    say('Noted in the database as a restore on trial.')
  const ids = list.ids.messages.length + list.ids.consents.length
  say(`Restored the backup of ${new Date(result.createdAtMs).toISOString()} to ${databaseFile}.`)
  say(`The list of deletions names ${ids} ids; ${result.erasedCount} rows were erased again.`)
  if (result.keptLog)
    say(
      `The log of the database that was not there is kept as ${result.keptLog}. Delete it when nobody needs it.`,
    )
  if (isWithout)
    say(
      'No list of deletions vouches for it. Its next start begins a new one, which says so; where a file lies at ' +
        `${place}, begin it with npm run deletions -- --begin-anew, which keeps what can be read.`,
    )
  say('Everybody is signed out; one-time codes and waiting mails are gone. The database is sound.')
})
