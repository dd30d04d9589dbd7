import { join } from 'node:path'
import { getConnInfo } from '@hono/node-server/conninfo'
import { buildDeps, type Surroundings } from '../build-deps.ts'
import type { Environment } from '../config/environment.ts'
import {
  findAddressWarning,
  findBackupWarning,
  findExampleOrigins,
} from '../config/production-problems.ts'
import { watchKeys } from '../crypto/watch-keys.ts'
import type { Deps, Log } from '../deps.ts'
import type { BackUp } from '../domain/jobs/daily-backup.ts'
import { openLedgerSnapshot } from '../store/sqlite/ledger/read-ledger.ts'
import { createAppendCheckpoint } from './append-checkpoint.ts'
import { startBackup } from './backup/start-backup.ts'
import { findFolderWarning } from './config/folder-warning.ts'
import { type Core, findRoot, openCore } from './open-core.ts'
import type { Prepared } from './prepare-start.ts'
import { readCountries } from './read-countries.ts'
import { createFileShelf } from './work/file-shelf.ts'
import { inTurns } from './work/in-turns.ts'
import { readDiskRoom } from './work/read-disk-room.ts'
import { createVerifyWhole } from './work/start-verification.ts'

const findCommand = (name: string) => join(findRoot(), 'dist', 'server', 'commands', `${name}.js`)

const runBackupCommand: BackUp = (stillAtIt) => startBackup(findCommand('backup'), stillAtIt)

/**
 * Opens all dependencies of the server on Node: files, database, keys, the real clock.
 *
 * @param prepared the result of `prepareStart`.
 */
export async function openDeps(
  environment: Environment,
  prepared: Prepared,
  log: Log,
): Promise<Deps> {
  const { build, problems, sender, ...settings } = prepared
  const { SMTP_URL: url, KELISIM_URL: publicUrl, isProduction } = environment
  const {
    databaseFile,
    secrets: _,
    ...core
  } = await openCore(environment, {
    settings,
    log,
    onListNews: ({ event, facts }) => log('warn', event, { ...facts }),
  })
  const { ledger, backups } = core.site
  const findCountry = await readCountries(() => log('error', 'countries_not_read'))
  const surroundings = {
    publishCheckpoint: createAppendCheckpoint(ledger.publishFile, log),
    publicUrl,
    origins: environment.KELISIM_ORIGINS,
    peerAddress: (c) => getConnInfo(c).remote.address,
    findCountry: (_, address) => findCountry(address),
    metricsToken: environment.KELISIM_METRICS_TOKEN,
    trustedProxies: environment.KELISIM_TRUST_PROXY,
    mail: url !== undefined && sender !== undefined ? { url, sender } : undefined,
    isProduction,
    readDisk: () => readDiskRoom(databaseFile),
    openLedger: () => inTurns(openLedgerSnapshot(databaseFile)),
    shelf: createFileShelf(databaseFile),
    verifyWhole: createVerifyWhole({
      ...{ command: findCommand('verify'), databaseFile, publishedFile: ledger.publishFile },
    }),
    ...(backups.folder !== undefined && { backUp: runBackupCommand }),
    warnings: [
      ...environment.warnings,
      ...problems,
      ...(isProduction
        ? [
            ...findExampleOrigins(environment),
            findAddressWarning(publicUrl),
            findBackupWarning(core.site),
          ]
        : []),
      findFolderWarning(databaseFile),
    ],
  } satisfies Surroundings
  try {
    const deps = await buildDeps(core, build, surroundings, log)
    // Built now, not at the first visitor's request.
    void deps.assets.files
    return closeWithKeys(deps, core, log)
  } catch (error) {
    await core.store.close()
    throw error
  }
}

/** Makes a running server notice other processes' changes of the keys, until its store is closed. */
function closeWithKeys(deps: Deps, { keys, store }: Pick<Core, 'keys' | 'store'>, log: Log): Deps {
  const stopWatching = watchKeys(keys, (event, ids) => log('error', event, { generations: ids }))
  return {
    ...deps,
    store: {
      ...store,
      close() {
        stopWatching()
        return store.close()
      },
    },
  }
}
