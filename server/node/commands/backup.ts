import { join, resolve } from 'node:path'
import { buildBackupName } from '../../backup/backup-name.ts'
import { expireBackups } from '../backup/backup-folder.ts'
import { furtherChecks } from '../backup/further-checks.ts'
import { makeBackup } from '../backup/make-backup.ts'
import { findMigrations } from '../open-core.ts'
import { openDatabase } from './open-database.ts'
import { readOptions } from './read-options.ts'
import { CommandError, runCommand } from './run-command.ts'

const USAGE = 'npm run backup -- [--to FILE] [--portable]'

/** `npm run backup`: makes an encrypted backup of the database in use, and verifies it by restoring it. */
await runCommand('backup', async (environment, say) => {
  const { values } = readOptions(USAGE, {
    options: { to: { type: 'string' }, portable: { type: 'boolean', default: false } },
  })
  // Opened to check the secret: a backup under a wrong one would fail only on the day it is needed.
  const { store, site, databaseFile, secrets, clockGuard } = await openDatabase(environment)
  await store.close()
  const { folder, keepDays } = site.backups
  if (!values.to && !folder)
    throw new CommandError(
      `Say where: set backups.folder in the configuration, or --to FILE.\nUsage: ${USAGE}`,
    )
  const to = resolve(values.to ?? join(folder ?? '', buildBackupName(Date.now())))
  const { plainBytes, rowCounts } = await makeBackup({
    ...{ databaseFile, to, secrets, checks: furtherChecks, clock: Date.now },
    ...(values.portable && { portableBy: findMigrations() }),
  })
  const rows = Object.values(rowCounts).reduce((sum, count) => sum + count, 0)
  say(`Backed up ${plainBytes} bytes with ${rows} rows to ${to}.`)
  say('Restored into a scratch folder and checked: it is sound.')
  if (values.to || !folder) return
  const ended = await expireBackups(folder, { keepDays, nowMs: clockGuard.now() })
  if (ended.length > 0) say(`Deleted ${ended.length} backups older than ${keepDays} days.`)
})
