import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { buildCore, type SiteCore } from '../build-core.ts'
import type { Environment } from '../config/environment.ts'
import { OperatorError } from '../config/operator-error.ts'
import type { SiteConfig } from '../config/site/site-config.ts'
import type { Secrets } from '../crypto/open-keys.ts'
import { DeletionListError } from '../deletions/deletion-list-error.ts'
import type { Log } from '../deps.ts'
import { readPolicies } from '../policy/read-policies.ts'
import type { ListNews } from '../store/sqlite/erasure/deletion-list.ts'
import { makeFolder } from '../store/sqlite/file/make-folder.ts'
import { openSqlite } from '../store/sqlite/file/open.ts'
import { NewerDatabaseError } from '../store/sqlite/newer-database-error.ts'
import type { Store } from '../store/store.ts'
import { StoreError } from '../store/store-error.ts'
import type { Places } from './backup/remains.ts'
import { findPolicyFolder } from './config/find-policy-folder.ts'
import { readSecret } from './config/read-secret.ts'
import { readSiteConfig } from './config/read-site-config.ts'
import { logCondition } from './log-condition.ts'

/** Dependencies of the server and of every command. */
export interface Core extends SiteCore {
  /** Path of the database, absolute. */
  readonly databaseFile: string
  readonly secrets: Secrets
}

/** Returns the absolute path of the list of deletions: the configured one, else with the backups, else beside the database. */
export const findDeletionsFile = ({ backups }: Pick<SiteConfig, 'backups'>, databaseFile: string) =>
  resolve(backups.deletionsFile ?? join(backups.folder ?? dirname(databaseFile), 'deletions.log'))

/** Returns the places at which database, list and backups are searched. */
export function findPlaces(environment: Environment, site: SiteConfig): Places {
  const databaseFile = findDatabaseFile(environment)
  const deletionsFile = findDeletionsFile(site, databaseFile)
  return { databaseFile, deletionsFile, backupsFolder: site.backups.folder }
}

/** Returns the absolute path of the database. */
export const findDatabaseFile = ({ DATABASE_URL }: Pick<Environment, 'DATABASE_URL'>): string =>
  resolve(DATABASE_URL.slice('file:'.length))

/** @throws {OperatorError} that names `DATABASE_URL` and the file, whatever the driver or system reported. */
async function nameDatabase<T>(databaseFile: string, open: () => Promise<T>): Promise<T> {
  try {
    return await open()
  } catch (cause) {
    if (cause instanceof StoreError || cause instanceof DeletionListError) throw cause
    if (cause instanceof NewerDatabaseError)
      throw new OperatorError(
        `DATABASE_URL: the database ${databaseFile} was written by a newer version of Kelisim. Start that version, or put back a ` +
          'backup that this one has made (npm run restore).',
        { cause },
      )
    const reason = cause instanceof Error ? cause.message : 'unknown'
    throw new OperatorError(
      `DATABASE_URL: the database ${databaseFile} cannot be opened: ${reason}. Name a file in a folder that the server ` +
        'may write to; one that is damaged is put back from a backup (npm run restore).',
      { cause },
    )
  }
}

/** Options for opening the database. */
export interface OpenOptions {
  /** Milliseconds since 1970 UTC. Default: the real clock. */
  readonly clock?: () => number
  /** Settings that were read already. Default: they are read now. */
  readonly settings?: Settings
  /** Starts a new list of deletions for one that is lost for good. Default `false`. */
  readonly isListAnew?: boolean
  /** Called with events of opening the list of deletions. */
  readonly onListNews?: (news: ListNews) => void
  /** Logs the condition of the open database, and changes to the ledger that bypassed the server. Default: no log. */
  readonly log?: Log
}

/** Opens the database with its list of deletions. @throws {OperatorError} that names the wrong setting. */
async function openStore(
  databaseFile: string,
  deletionsFile: string,
  { log, ...given }: Pick<OpenOptions, 'isListAnew' | 'onListNews' | 'log'>,
): Promise<Store> {
  const options = {
    ...{ migrationsFolder: findMigrations(), deletionsFile, ...given },
    ...(log && { onCondition: logCondition(log, databaseFile) }),
  }
  try {
    return await nameDatabase(databaseFile, () => openSqlite(databaseFile, options))
  } catch (cause) {
    if (!(cause instanceof StoreError)) throw cause
    throw new OperatorError(
      `The list of deletions ${deletionsFile} cannot be written (${cause.driverCode}). It lies where ` +
        'backups.deletionsFile of the configuration says, else with the backups, else beside the database.',
      { cause },
    )
  }
}

/** Returns the secrets: from the environment, or in development the one stored beside the database. */
export async function readSecrets(environment: Environment): Promise<Secrets> {
  const databaseFile = findDatabaseFile(environment)
  const keptAt = join(dirname(databaseFile), 'secret')
  if (environment.KELISIM_SECRET === undefined)
    await nameDatabase(databaseFile, async () => makeFolder(dirname(databaseFile)))
  return {
    current: await readSecret(environment.KELISIM_SECRET, keptAt),
    previous: environment.KELISIM_SECRET_PREVIOUS.map((text) => Buffer.from(text, 'base64')),
  }
}

/**
 * Returns the project's folder: the nearest above this file with a `package.json`, whether the code runs from source or
 * bundled.
 */
export function findRoot(folder = import.meta.dirname): string {
  return existsSync(join(folder, 'package.json')) ? folder : findRoot(dirname(folder))
}

/** Returns the folder of the database's migrations, which the bundle does not contain. */
export const findMigrations = (): string =>
  join(findRoot(), 'server', 'store', 'sqlite', 'migrations')

/** The operator's settings, read and validated before anything is opened or created. */
export interface Settings {
  readonly site: SiteConfig
  /** Every version of the policy, newest first. */
  readonly versions: ReturnType<typeof readPolicies>
}

/** Reads configuration and policies. @throws {OperatorError} that names the wrong setting. */
export async function readSettings(environment: Environment): Promise<Settings> {
  const ownPolicies = findPolicyFolder(environment.KELISIM_POLICIES)
  const folders = [join(findRoot(), 'server', 'policy'), ...(ownPolicies ? [ownPolicies] : [])]
  return {
    site: await readSiteConfig(environment.KELISIM_CONFIG),
    versions: readPolicies(...folders),
  }
}

/** Opens keys and database, without the build. */
export async function openCore(
  environment: Environment,
  { settings, isListAnew = false, onListNews, log, clock = Date.now }: OpenOptions = {},
): Promise<Core> {
  const news: ListNews[] = []
  const databaseFile = findDatabaseFile(environment)
  const { site, versions } = settings ?? (await readSettings(environment))
  const secrets = await readSecrets(environment)
  const store = await openStore(databaseFile, findDeletionsFile(site, databaseFile), {
    isListAnew,
    ...(log && { log }),
    onListNews(one) {
      news.push(one)
      onListNews?.(one)
    },
  })
  try {
    const core = await buildCore(store, { secrets, versions, site, news, clock, log })
    return { ...core, databaseFile, secrets }
  } catch (error) {
    await store.close()
    throw error
  }
}
