import { createHash, randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { getConnInfo } from '@hono/node-server/conninfo'
import { createCompressor } from './assets/compressor.ts'
import { type Build, buildAssets } from './assets/read-assets.ts'
import { startBackup } from './backup/start-backup.ts'
import type { Environment } from './config/environment.ts'
import { findFolderWarning } from './config/folder-warning.ts'
import {
  findAddressWarning,
  findExampleOrigins,
  findStorageWarning,
} from './config/production-problems.ts'

import { mustEncryptMail } from './config/smtp-url.ts'
import type { Language } from './contract/index.ts'
import { watchKeys } from './crypto/watch-keys.ts'
import type { Deps, Log } from './deps.ts'
import type { BackUp } from './domain/backups/daily-backup.ts'
import { createConsentCache } from './domain/consent-cache.ts'
import { dayStartMs } from './domain/day.ts'
import { createPrepareMail } from './domain/mail/queue-mail.ts'
import { buildNotice } from './domain/notice.ts'
import type { PolicyLibrary } from './domain/policy.ts'
import { findEndedAgreements, syncServices } from './domain/registers/services.ts'
import { buildSchedule, findScheduleProblems } from './domain/retention/schedule.ts'
import { findExpiryProblem } from './domain/security-text.ts'
import { buildSiteDetails, writeWidgetSite } from './domain/site.ts'
import { listValidStamps } from './domain/terms-stamp.ts'
import { createSmtpTransport } from './mail/smtp.ts'
import { findRoot, openCore, type Core as WholeCore } from './open-core.ts'
import { listProblems, type Prepared } from './prepare-start.ts'
import { createAppendCheckpoint } from './publication/append-checkpoint.ts'

const LANGUAGES: readonly Language[] = ['kk', 'ru', 'en']

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

const runBackupCommand: BackUp = (stillAtIt) =>
  startBackup(join(findRoot(), 'dist', 'server', 'commands', 'backup.js'), stillAtIt)

/**
 * Opens everything that the server is made of on Node: files, database, keys, the real clock.
 *
 * @param prepared what `prepareStart` has found in order.
 */
export async function openDeps(
  environment: Environment,
  prepared: Prepared,
  log: Log,
): Promise<Deps> {
  const { build, problems, sender, ...settings } = prepared
  const {
    databaseFile,
    secrets: _,
    keys,
    ...core
  } = await openCore(environment, {
    settings,
    log,
    onListNews: ({ event, facts }) => log('warn', event, { ...facts }),
  })
  const { store, policies, site, clock } = core
  const gaps = findScheduleProblems(buildSchedule(site), await store.readTableNames())
  if (gaps.length > 0) {
    await store.close()
    throw listProblems('The retention schedule is not whole', gaps)
  }
  const warnings = [
    ...environment.warnings,
    ...problems,
    ...(environment.isProduction ? findExampleOrigins(environment) : []),
    environment.isProduction ? findAddressWarning(environment.KELISIM_URL) : undefined,
    findStorageWarning(site),
    findExpiryProblem(site, clock()),
    findFolderWarning(databaseFile),
  ]
  for (const warning of warnings) if (warning) log('warn', 'configuration', { warning })
  for (const warning of findEndedAgreements(core)) log('warn', 'configuration', { warning })
  await syncServices(core)
  const editions = await openEditions(build, core)
  const isSetUp = (await store.findAdminPassword()) !== undefined
  const stopWatching = watchKeys(keys, (event, ids) => log('error', event, { generations: ids }))
  return {
    ...core,
    store: {
      ...store,
      close() {
        stopWatching()
        return store.close()
      },
    },
    consents: createConsentCache(store),
    ...followEditions(editions, policies),
    compressor: createCompressor(),
    publishCheckpoint: createAppendCheckpoint(site.ledger.publishFile, log),
    publicUrl: environment.KELISIM_URL,
    origins: environment.KELISIM_ORIGINS,
    peerAddress: (c) => getConnInfo(c).remote.address,
    metricsToken: environment.KELISIM_METRICS_TOKEN,
    trustedProxies: environment.KELISIM_TRUST_PROXY,
    ...openMail(environment.SMTP_URL, sender, core, log),
    setupToken: isSetUp ? undefined : randomBytes(24).toString('base64url'),
    isProduction: environment.isProduction,
    ...(site.backups.folder !== undefined && { backUp: runBackupCommand }),
    log,
  }
}

/** Mail, where a mail server is named. */
function openMail(
  url: string | undefined,
  sender: string | undefined,
  core: Core,
  log: Log,
): Pick<Deps, 'prepareMail' | 'transport'> {
  if (url === undefined || sender === undefined)
    return { prepareMail: undefined, transport: undefined }
  return {
    prepareMail: createPrepareMail(core),
    transport: createSmtpTransport(url, sender, {
      mustEncrypt: mustEncryptMail(url),
      onPostponed: (reason) => log('warn', 'mail_waits', { reason }),
    }),
  }
}

type Core = Omit<WholeCore, 'databaseFile' | 'secrets' | 'keys'>

/** What is shown while one version of the policy is in force. */
type Edition = Pick<Deps, 'assets' | 'notices'>

/**
 * Makes what is shown under the version in force and under every one announced, and keeps their notices, so that the
 * server turns over at midnight without reading or writing anything.
 */
async function openEditions(build: Build, core: Core): Promise<ReadonlyMap<string, Edition>> {
  const { versions, current } = core.policies
  const coming = versions.slice(0, Math.max(0, versions.indexOf(current)) + 1)
  const made = coming.map(async (version) => {
    const policies = { versions, current: version }
    const notices = await keepNotices(build, { ...core, policies })
    const { site } = core
    const terms = listValidStamps({ site, policies }, await listShown(core))
    const assets = buildAssets(
      build,
      (isGpc) => writeWidgetSite({ site, terms }, isGpc),
      buildSiteDetails({ site, policies, notices, terms }),
    )
    return [version.version, { assets, notices }] as const
  })
  return new Map(await Promise.all(made))
}

/** Every notice ever shown, the newest first; in Kazakh alone, since all languages tell of the same terms. */
const listShown = async ({ store }: Core): Promise<string[]> =>
  (await store.listNotices('kk')).map(({ content }) => content)

/** @returns SHA-256, hex, of each language's notice, once the store has them. */
async function keepNotices(
  build: Build,
  { store, site, policies, clock }: Core,
): Promise<Record<string, string>> {
  const startMs = dayStartMs(policies.current.effectiveOn, site.timeZone)
  const shown = LANGUAGES.map((language) => {
    const content = buildNotice(language, build.strings(language), { site, policies })
    return { language, content, sha256: sha256(content) }
  })
  const firstShownAtMs = Math.max(clock(), startMs)
  await Promise.all(shown.map((notice) => store.addNotice({ ...notice, firstShownAtMs })))
  return Object.fromEntries(shown.map((notice) => [notice.language, notice.sha256]))
}

/** Loader and notices that follow the version in force. */
function followEditions(editions: ReadonlyMap<string, Edition>, policies: PolicyLibrary): Edition {
  const now = (): Edition => {
    const edition = editions.get(policies.current.version)
    if (!edition) throw new Error('No edition of the policy in force was made at the start.')
    return edition
  }
  // Parts carry the version in their names' hash, so those of every version lie side by side.
  const files = new Map([...editions.values()].flatMap(({ assets }) => [...assets.files]))
  return {
    notices: {
      get kk() {
        return now().notices.kk ?? ''
      },
      get ru() {
        return now().notices.ru ?? ''
      },
      get en() {
        return now().notices.en ?? ''
      },
    },
    assets: {
      files,
      loader: (visitor) => now().assets.loader(visitor),
    },
  }
}
