import { createHash, randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { getConnInfo } from '@hono/node-server/conninfo'
import { buildAssets, readBuild } from './assets/read-assets.ts'
import type { Environment } from './config/environment.ts'
import type { Language } from './contract/index.ts'
import type { Deps, Log } from './deps.ts'
import { buildNotice } from './domain/notice.ts'
import { buildSiteDetails, buildWidgetSite } from './domain/site.ts'
import { findRoot, openCore } from './open-core.ts'

const LANGUAGES: readonly Language[] = ['kk', 'ru', 'en']

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Opens everything that the server is made of on Node: files, database, keys, the real clock. */
export async function openDeps(environment: Environment, log: Log): Promise<Deps> {
  const [build, { databaseFile: _, ...core }] = await Promise.all([
    readBuild(join(findRoot(), 'dist'), { withDemo: !environment.isProduction }),
    openCore(environment),
  ])
  const { store, site, policies, clock } = core
  const shown = LANGUAGES.map((language) => {
    const content = buildNotice(language, build.strings(language), { site, policies })
    return { language, content, sha256: sha256(content) }
  })
  await Promise.all(shown.map((notice) => store.addNotice({ ...notice, firstShownAtMs: clock() })))
  const notices = Object.fromEntries(shown.map((notice) => [notice.language, notice.sha256]))
  const isSetUp = (await store.findAdminPassword()) !== undefined
  return {
    ...core,
    assets: buildAssets(
      build,
      (isGpc) => JSON.stringify(buildWidgetSite({ site, policies }, isGpc)),
      buildSiteDetails({ site, policies, notices }),
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
