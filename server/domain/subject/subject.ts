import type { SiteConfig } from '../../config/site/site-config.ts'
import type { Cryptography } from '../../crypto/cryptography.ts'
import type { Store, StoredConsent, StoredMessage } from '../../store/store.ts'
import type { ClockGuard } from '../calendar/clock-guard.ts'
import { dayOf } from '../calendar/day.ts'
import type { ConsentCache } from '../consents/consent-cache.ts'

/** One thing of a person that can be seen, stopped and erased: a consent with its visits, or a message with its consent. */
export type Thing =
  | { readonly kind: 'consent'; readonly consent: StoredConsent }
  | {
      readonly kind: 'message'
      readonly message: StoredMessage
      /** Of the message alone (CF-07). */
      readonly consent: StoredConsent
    }

/** Who asks, known by what they hold: a record's secret, a message's code, a one-time code. No account (DS-14). */
export interface Subject {
  /** What was presented. Never logged, stored or answered. */
  readonly credential: string
  /** Newest first. Empty where a one-time code's address has no message any more. */
  readonly things: readonly Thing[]
}

/** What the rules about a person's own data work on. */
export interface SubjectDeps {
  readonly store: Store
  readonly cryptography: Cryptography
  /** Milliseconds since 1970 UTC. */
  readonly clock: () => number
  /** Says until when the law has something kept. */
  readonly clockGuard: Pick<ClockGuard, 'now'>
  readonly site: SiteConfig
  /** Told of sealed values that do not open, by column and row. */
  readonly log: (level: 'error', event: string, facts: Record<string, unknown>) => void
  /** What visits are let in by; told of every change before it is written. */
  readonly consents: ConsentCache
}

/** The id under which restrictions, holds and requests know a thing. */
export const idOf = (thing: Thing): string =>
  thing.kind === 'consent' ? thing.consent.id : thing.message.id

/** The name by which the person knows a thing. */
export const nameOf = (thing: Thing): string =>
  thing.kind === 'consent' ? thing.consent.id : thing.message.reference

/** Finds a thing by its kind and its id or, of a message, reference. For staff: nothing is asked of who looks. */
export async function findThing(
  { store }: Pick<SubjectDeps, 'store'>,
  ref: string,
): Promise<Thing | undefined> {
  const message = await store.findMessage(ref.startsWith('K-') ? { reference: ref } : { id: ref })
  if (message) return withConsent(store, message)
  const consent = await store.findConsent(ref)
  // The consent of a message is stopped and held with the message.
  return consent && consent.surface !== 'contact_form' ? { kind: 'consent', consent } : undefined
}

/** A message with the consent that it was sent with. */
export async function withConsent(
  store: Pick<Store, 'findConsent'>,
  message: StoredMessage,
): Promise<Thing | undefined> {
  const consent = await store.findConsent(message.consentId)
  return consent && { kind: 'message', message, consent }
}

/** The last day on which the law has a thing kept, in the site's time zone; `null` where it does not (RT-06). */
export async function findHeldUntil(
  { store, clockGuard, site }: Pick<SubjectDeps, 'store' | 'clockGuard' | 'site'>,
  id: string,
): Promise<string | null> {
  const nowMs = clockGuard.now()
  const ends = (await store.readLegalHolds(id)).map(({ untilMs }) => untilMs)
  const last = Math.max(...ends.filter((untilMs) => untilMs > nowMs))
  return Number.isFinite(last) ? dayOf(last - 1, site.timeZone) : null
}

/** Whether the law has a thing kept now (RT-06). */
export async function isHeld(
  { store, clockGuard }: Pick<SubjectDeps, 'store' | 'clockGuard'>,
  id: string,
): Promise<boolean> {
  // What is erased while a clock stands wrong is gone, whatever the law wanted kept.
  const nowMs = clockGuard.now()
  return (await store.readLegalHolds(id)).some((hold) => hold.untilMs > nowMs)
}
