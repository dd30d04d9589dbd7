import type { ConsentState } from '../../contract/index.ts'
import type { Cryptography } from '../../crypto/cryptography.ts'
import type { ConsentEvent, Store, StoredConsent } from '../../store/store.ts'
import type { ClockGuard } from '../calendar/clock-guard.ts'
import { commitToEvent } from '../identifiers/commitment.ts'
import { buildUuidV7 } from '../identifiers/uuid-v7.ts'
import type { JobRun } from '../jobs/run-job.ts'

/** Records per batch. */
const RECORDS_PER_BATCH = 200
const NO_KINDS = { ip: false, browser: false, visit_time: false, visitor_cookie: false }

/** States that need no expiry event; `findEndedConsents` excludes them as well. */
const ENDED: ReadonlySet<ConsentState> = new Set(['ConsentWithdrawn', 'ConsentExpired'])

interface ExpiryDeps {
  readonly store: Pick<Store, 'findEndedConsents' | 'findConsent' | 'addConsentEvent'>
  readonly cryptography: Pick<Cryptography, 'sha256' | 'randomBytes'>
  /** An event cannot be undone, so none is written while the clock is in doubt. */
  readonly clockGuard: Pick<ClockGuard, 'now'>
}

/** Builds the event of an expired consent: nothing is granted any more. */
async function buildExpiry(
  stored: StoredConsent,
  nowMs: number,
  cryptography: ExpiryDeps['cryptography'],
): Promise<ConsentEvent> {
  const event = {
    id: buildUuidV7(nowMs, cryptography.randomBytes(10)),
    consentId: stored.id,
    state: 'ConsentExpired' as const,
    purposes: Object.fromEntries(Object.keys(stored.latest.purposes).map((id) => [id, false])),
    dataKinds: NO_KINDS,
    actor: 'system' as const,
    atMs: nowMs,
  }
  return { ...event, commitment: await commitToEvent(stored, event, cryptography) }
}

/** Writes the expiry event of one consent after the latest event, whatever its visitor has changed meanwhile. */
async function end(found: StoredConsent, nowMs: number, deps: ExpiryDeps): Promise<void> {
  const { store, cryptography } = deps
  for (let stored: StoredConsent | undefined = found; stored; ) {
    const event = await buildExpiry(stored, nowMs, cryptography)
    const result = await store.addConsentEvent(event, [], stored.latest.id)
    if (result !== 'overtaken') return
    stored = await store.findConsent(stored.id)
    if (stored && ENDED.has(stored.latest.state)) return
  }
}

/**
 * Writes the expiry event of each consent that has expired (CR-08). The server refuses data of an expired consent whether or
 * not this has run; the event is for the record. Safe to run at any time and after an interrupted run: a consent with its
 * event is not found again.
 *
 * @returns the number of events written.
 */
export async function expireConsents(deps: ExpiryDeps, run: JobRun): Promise<number> {
  const { store, clockGuard } = deps
  const nowMs = clockGuard.now()
  let afterMs = Number(run.position ?? 0)
  for (let total = 0; ; ) {
    const ended = await store.findEndedConsents({ afterMs, nowMs }, RECORDS_PER_BATCH)
    for (const stored of ended) await end(stored, nowMs, deps)
    total += ended.length
    if (ended.length < RECORDS_PER_BATCH) {
      // One millisecond back, since another consent may expire in the same millisecond. If the clock was set back, the
      // position follows it; otherwise the consents that expire in the repeated time would be missed.
      await run.advance(String(nowMs - 1))
      return total
    }
    afterMs = Math.max(afterMs, (ended.at(-1)?.validUntilMs ?? 0) - 1)
    await run.advance(String(afterMs))
  }
}
