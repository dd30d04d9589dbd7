import type { ConsentState } from '../../contract/index.ts'
import type { Cryptography } from '../../crypto/cryptography.ts'
import type { ConsentEvent, Store, StoredConsent } from '../../store/store.ts'
import type { ClockGuard } from '../calendar/clock-guard.ts'
import { commitToEvent } from '../identifiers/commitment.ts'
import { buildUuidV7 } from '../identifiers/uuid-v7.ts'
import type { JobRun } from '../jobs/run-job.ts'

/** Records of one batch. */
const RECORDS_PER_BATCH = 200
const NO_KINDS = { ip: false, browser: false, visit_time: false, visitor_cookie: false }

/** States that nothing need be added to: `findEndedConsents` leaves them out as well. */
const ENDED: ReadonlySet<ConsentState> = new Set(['ConsentWithdrawn', 'ConsentExpired'])

interface ExpiryDeps {
  readonly store: Pick<Store, 'findEndedConsents' | 'findConsent' | 'addConsentEvent'>
  readonly cryptography: Pick<Cryptography, 'sha256' | 'randomBytes'>
  /** An event cannot be taken back: none is written by a clock that is in doubt. */
  readonly clockGuard: Pick<ClockGuard, 'now'>
}

/** The event that says that a consent's term has ended: nothing is granted any more. */
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

/** Writes the end of one consent, after whatever its visitor has changed meanwhile. */
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
 * Writes the end of each consent whose term is over (CR-08). From the end on the server refuses its data whether or not this
 * has run; the event is for the record. May be run at any time, and after a run that was cut off: what has its event is not
 * found again.
 *
 * @returns how many have ended.
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
      // A millisecond is left, since another consent may end in the same one. A clock that was set back takes the mark with it:
      // what ends in the time that comes again would be missed otherwise.
      await run.advance(String(nowMs - 1))
      return total
    }
    afterMs = Math.max(afterMs, (ended.at(-1)?.validUntilMs ?? 0) - 1)
    await run.advance(String(afterMs))
  }
}
