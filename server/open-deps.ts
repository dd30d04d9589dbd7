import { createHash, randomBytes } from 'node:crypto'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
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
const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..')

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Opens everything that the server is made of on Node: files, database, keys, the real clock. */
export async function openDeps(environment: Environment, log: Log): Promise<Deps> {
  const databaseFile = resolve(environment.DATABASE_URL.slice('file:'.length))
  const [site, policies, build, secret] = await Promise.all([
    readSiteConfig(environment.KELISIM_CONFIG),
    readPolicies(),
    readBuild(join(ROOT, 'dist'), { withDemo: !environment.isProduction }),
    readSecret(environment.KELISIM_SECRET, join(dirname(databaseFile), 'secret')),
  ])
  const store = await openSqlite(databaseFile)
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
