import { randomBytes } from 'node:crypto'
import type { Build } from './assets/build-assets.ts'
import { createCompressor } from './assets/compressor.ts'
import type { SiteCore } from './build-core.ts'
import { listProblems } from './config/operator-error.ts'
import { findStorageWarning } from './config/production-problems.ts'
import { findTagWarning } from './config/site/tags-config.ts'
import { mustEncryptMail } from './config/smtp-url.ts'
import type { Compressor, Deps, Log } from './deps.ts'
import { createConsentCache } from './domain/consents/consent-cache.ts'
import { createPrepareMail } from './domain/mail/queue-mail.ts'
import { createPolicyUpdates } from './domain/publishing/updates.ts'
import { findEndedAgreements, syncServices } from './domain/registers/services.ts'
import { buildSchedule, findScheduleProblems } from './domain/retention/schedule.ts'
import { findExpiryProblem } from './domain/site/security-text.ts'
import { createPlatformTransport, type PlatformSend } from './mail/platform.ts'
import { createSmtpTransport } from './mail/smtp.ts'
import { openEditions } from './open-editions.ts'

/** What the runtime and its operator provide for a site. */
export interface Surroundings
  extends Pick<
    Deps,
    | 'publishCheckpoint'
    | 'publicUrl'
    | 'origins'
    | 'peerAddress'
    | 'findCountry'
    | 'metricsToken'
    | 'trustedProxies'
    | 'isProduction'
    | 'backUp'
    | 'beforeDestruction'
    | 'readDisk'
    | 'verifyWhole'
    | 'openLedger'
    | 'shelf'
  > {
  /** Mail server or platform transport, and sender; `undefined`: no mail is sent. */
  readonly mail:
    | { readonly url: string; readonly sender: string }
    | { readonly send: PlatformSend; readonly sender: string }
    | undefined
  /** Further warnings for the log, each a sentence. */
  readonly warnings: readonly (string | undefined)[]
  /** Default: uses Node's threads. */
  readonly compressor?: Compressor
  /** Returns the token of the first start. Default: a random one. */
  readonly makeSetupToken?: () => string
}

/** Opens the mail transport, if one is configured. */
function openMail(
  mail: Surroundings['mail'],
  core: SiteCore,
  log: Log,
): Pick<Deps, 'prepareMail' | 'transport'> {
  if (mail === undefined) return { prepareMail: undefined, transport: undefined }
  const onPostponed = (reason: string) => log('warn', 'mail_waits', { reason })
  return {
    prepareMail: createPrepareMail(core),
    transport:
      'send' in mail
        ? createPlatformTransport(mail.send, mail.sender, onPostponed)
        : createSmtpTransport(mail.url, mail.sender, {
            ...{ mustEncrypt: mustEncryptMail(mail.url), onPostponed },
          }),
  }
}

/** Logs the warnings of every start. */
function warn(core: SiteCore, warnings: Surroundings['warnings'], log: Log): void {
  const { site, clock } = core
  const all = [
    ...warnings,
    findStorageWarning(site),
    findTagWarning(site),
    findExpiryProblem(site, clock()),
    ...findEndedAgreements(core),
  ]
  for (const warning of all) if (warning) log('warn', 'configuration', { warning })
}

/**
 * Builds all dependencies of the server for an open site.
 *
 * @throws {OperatorError} where something is stored without a retention period.
 */
export async function buildDeps(
  core: SiteCore,
  build: Build,
  surroundings: Surroundings,
  log: Log,
): Promise<Deps> {
  const { mail, warnings, makeSetupToken, compressor = createCompressor(), ...given } = surroundings
  const { store, site } = core
  const schedule = buildSchedule(site)
  const uncovered = await store.findUncovered(schedule.flatMap(({ holds }) => holds))
  const gaps = findScheduleProblems(schedule, uncovered)
  if (gaps.length > 0) throw listProblems('The retention schedule is not whole', gaps)
  warn(core, warnings, log)
  await syncServices(core)
  const { keys: _, ...parts } = core
  const { editions, ...edition } = await openEditions(build, core)
  const policyUpdates = createPolicyUpdates({ ...core, editions, log })
  // What became due while no server was running.
  await policyUpdates.run()
  const isSetUp = (await store.hasAccounts()) || (await store.findAdminPassword()) !== undefined
  const setupToken = makeSetupToken ?? (() => randomBytes(24).toString('base64url'))
  return {
    ...parts,
    ...given,
    consents: createConsentCache(store),
    ...edition,
    policyUpdates,
    compressor,
    ...openMail(mail, core, log),
    setupToken: isSetUp ? undefined : setupToken(),
    log,
  }
}
