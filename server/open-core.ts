import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { Environment } from './config/environment.ts'
import { readSecret } from './config/read-secret.ts'
import { readSiteConfig } from './config/read-site-config.ts'
import { createNodeCryptography } from './crypto/node.ts'
import type { Deps } from './deps.ts'
import { followClock } from './domain/policy.ts'
import { readPolicies } from './policy/read-policies.ts'
import { openSqlite } from './store/sqlite/open.ts'

/** What the server and every command beside it work on. */
export type Core = Pick<Deps, 'store' | 'cryptography' | 'clock' | 'site' | 'policies'> & {
  /** Path of the database, absolute. */
  readonly databaseFile: string
}

/** The project's folder: the nearest above this file that holds a `package.json`, whether it runs as it lies or bundled. */
export function findRoot(folder = import.meta.dirname): string {
  return existsSync(join(folder, 'package.json')) ? folder : findRoot(dirname(folder))
}

/** Opens configuration, policy, keys and database, with the real clock; nothing of the build. */
export async function openCore(environment: Environment): Promise<Core> {
  const root = findRoot()
  const databaseFile = resolve(environment.DATABASE_URL.slice('file:'.length))
  const [site, policies, secret] = await Promise.all([
    readSiteConfig(environment.KELISIM_CONFIG),
    readPolicies(
      join(root, 'server', 'policy'),
      ...(environment.KELISIM_POLICIES ? [resolve(environment.KELISIM_POLICIES)] : []),
    ),
    readSecret(environment.KELISIM_SECRET, join(dirname(databaseFile), 'secret')),
  ])
  const store = await openSqlite(databaseFile, {
    migrationsFolder: join(root, 'server', 'store', 'sqlite', 'migrations'),
  })
  return {
    ...{ store, site, databaseFile },
    policies: followClock(policies, Date.now, site.timeZone),
    cryptography: createNodeCryptography(secret),
    clock: Date.now,
  }
}
