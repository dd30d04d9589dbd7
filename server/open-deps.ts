import { createHash, randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { getConnInfo } from '@hono/node-server/conninfo'
import { buildAssets, readBuild } from './assets/read-assets.ts'
import type { Environment } from './config/environment.ts'
import { readSecret } from './config/read-secret.ts'
import { readSiteConfig } from './config/read-site-config.ts'
import type { Language } from './contract/index.ts'
import { createNodeCryptography } from './crypto/node.ts'
import type { Deps, Log } from './deps.ts'
import { buildNotice } from './domain/notice.ts'
import { buildWidgetSite } from './domain/site.ts'
import { readPolicies } from './policy/read-policies.ts'
import { openSqlite } from './store/sqlite/open.ts'

const LANGUAGES: readonly Language[] = ['kk', 'ru', 'en']

/** The project's folder: the nearest above this file that holds a `package.json`, whether it runs as it lies or bundled. */
function findRoot(folder = import.meta.dirname): string {
  return existsSync(join(folder, 'package.json')) ? folder : findRoot(dirname(folder))
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Opens everything that the server is made of on Node: files, database, keys, the real clock. */
export async function openDeps(environment: Environment, log: Log): Promise<Deps> {
  const root = findRoot()
  const databaseFile = resolve(environment.DATABASE_URL.slice('file:'.length))
  const [site, policies, build, secret] = await Promise.all([
    readSiteConfig(environment.KELISIM_CONFIG),
    readPolicies(join(root, 'server', 'policy')),
    readBuild(join(root, 'dist'), { withDemo: !environment.isProduction }),
    readSecret(environment.KELISIM_SECRET, join(dirname(databaseFile), 'secret')),
  ])
  const store = await openSqlite(databaseFile, {
    migrationsFolder: join(root, 'server', 'store', 'sqlite', 'migrations'),
  })
  const shown = LANGUAGES.map((language) => {
    const content = buildNotice(language, build.strings(language), { site, policies })
    return { language, content, sha256: sha256(content) }
  })
  await Promise.all(
    shown.map((notice) => store.addNotice({ ...notice, firstShownAtMs: Date.now() })),
  )
  const notices = Object.fromEntries(shown.map((notice) => [notice.language, notice.sha256]))
  const isSetUp = (await store.findAdminPassword()) !== undefined
  return {
    store,
    cryptography: createNodeCryptography(secret),
    clock: Date.now,
    site,
    policies,
    assets: buildAssets(build, (isGpc) =>
      JSON.stringify(buildWidgetSite({ site, policies, notices }, isGpc)),
    ),
    notices,
    origins: environment.KELISIM_ORIGINS,
    peerAddress: (c) => getConnInfo(c).remote.address,
    trustedProxies: environment.KELISIM_TRUST_PROXY,
    setupToken: isSetUp ? undefined : randomBytes(24).toString('base64url'),
    isProduction: environment.isProduction,
    log,
  }
}
