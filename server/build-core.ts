import type { SiteConfig } from './config/site/site-config.ts'
import { createSign, generateSigningKey, verifyJws } from './crypto/jws.ts'
import { type Keys, openKeys, type Secrets } from './crypto/open-keys.ts'
import type { Deps, Log } from './deps.ts'
import { guardClock } from './domain/calendar/clock-guard.ts'
import { createConsentCache } from './domain/consents/consent-cache.ts'
import { createSigner, ensureSigningKey } from './domain/ledger/signing-keys.ts'
import { followClock, type LiveLibrary } from './domain/policy/live-library.ts'
import type { PolicyLibrary } from './domain/policy/policy.ts'
import { checkTogether, readPublished } from './domain/policy/published.ts'
import { audit, buildAudit } from './domain/registers/audit.ts'
import { readClockMemory } from './domain/retention/daily-retention.ts'
import { registerErasedAgain } from './domain/rights/register-erased.ts'
import { createVisitHiding } from './domain/visits/hide-visits.ts'
import { bindDatabase } from './ledger/bind-database.ts'
import type { Store } from './store/store.ts'

/** A site on its open store: its keys, policies and clock. */
export type SiteCore = Pick<
  Deps,
  'store' | 'cryptography' | 'signer' | 'verifyJws' | 'clock' | 'clockGuard' | 'site'
> & {
  readonly policies: LiveLibrary
  readonly keys: Keys
}

/** The parts of a site besides its store. */
export interface SiteParts {
  readonly site: SiteConfig
  /** Every version of the policy that is a file, newest first. */
  readonly versions: PolicyLibrary
  readonly secrets: Secrets
  /** Milliseconds since 1970 UTC. */
  readonly clock: () => number
  /** Events of opening the list of deletions. */
  readonly news: readonly ListNews[]
  readonly log: Log | undefined
}

/** An event of the list of deletions, with its facts. */
interface ListNews {
  readonly event: string
  readonly facts: Readonly<Record<string, string | number | boolean>>
}

/** Records events of the list of deletions in the audit register, since the log is deleted after a while. */
async function auditListNews(core: Parameters<typeof audit>[0], news: readonly ListNews[]) {
  for (const { event, facts } of news) {
    const action = `database.${event}`
    await audit(core, { action, subject: 'database', actor: 'system', facts })
  }
}

/** Records a restore in the audit register, where the restore left a note for it: exactly once, even after an interruption. */
async function auditRestores(core: Parameters<typeof audit>[0] & { readonly store: Store }) {
  const { store } = core
  for (const { createdAtMs, tally } of await store.readRestores()) {
    const backupMadeAt = new Date(createdAtMs).toISOString()
    const facts = { backupMadeAt, erasedAgain: tally.count, isWithoutDeletions: false }
    const done = { action: 'database.restore', subject: 'database', actor: 'system', facts }
    await store.closeTally(tally, { entries: [await buildAudit(done, core)] })
  }
}

/**
 * Opens a site on its store, on any runtime: encryption and signing keys, the binding of the ledger, the erasures not
 * registered yet.
 *
 * @throws {WrongSecretError} where the secret does not match the store. {@link ChangedPolicyError} where a published text was
 *   changed in the database.
 */
export async function buildCore(
  store: Store,
  { secrets, site, versions, clock, news, log }: SiteParts,
): Promise<SiteCore> {
  const keys = await openKeys(store, secrets, clock)
  const given = { store, cryptography: keys.cryptography, clock }
  store.hideVisits(createVisitHiding(keys.cryptography))
  await bindDatabase({ ...given, keys, ...(log && { log }) })
  const signingKeys = { ...given, keyMaker: { generateSigningKey, createSign } }
  await ensureSigningKey(signingKeys)
  await auditRestores(given)
  await auditListNews(given, news)
  const signer = createSigner(signingKeys)
  const clockGuard = guardClock(clock, await readClockMemory(store))
  await registerErasedAgain({
    ...{ ...given, clockGuard, site, consents: createConsentCache(store) },
    log: (level, event, facts) => log?.(level, event, facts),
  })
  // A clock that has jumped ahead puts no version into force before its day.
  const published = await readPublished(given)
  checkTogether(versions, published)
  const policies = followClock(versions, () => clockGuard.now(), site.timeZone, published)
  return { ...given, clockGuard, site, policies, keys, signer, verifyJws }
}
