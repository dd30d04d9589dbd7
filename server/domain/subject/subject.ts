import type { SiteConfig } from '../../config/site/site-config.ts'
import type { Cryptography } from '../../crypto/cryptography.ts'
import type { Store, StoredConsent, StoredMessage } from '../../store/store.ts'
import type { ClockGuard } from '../calendar/clock-guard.ts'
import { dayOf } from '../calendar/day.ts'
import type { ConsentCache } from '../consents/consent-cache.ts'

/** Something of a person that can be viewed, stopped and erased: a consent with its visits, or a message with its consent. */
export type Thing =
  | { readonly kind: 'consent'; readonly consent: StoredConsent }
  | {
      readonly kind: 'message'
      readonly message: StoredMessage
      /** The message's own consent (CF-07). */
      readonly consent: StoredConsent
    }

/**
 * A person who asks about their data, identified by a credential: a record's secret, a message's code, a one-time code. No
 * account (DS-14).
 */
export interface Subject {
  /** The credential. Never logged, stored or returned. */
  readonly credential: string
  /** Newest first. Empty where no messages remain under a one-time code's address. */
  readonly things: readonly Thing[]
}

/** Dependencies of the rules about a person's own data. */
export interface SubjectDeps {
  readonly store: Store
  readonly cryptography: Cryptography
  /** Milliseconds since 1970 UTC. */
  readonly clock: () => number
  /** Decides whether a legal hold is still in force. */
  readonly clockGuard: Pick<ClockGuard, 'now'>
  readonly site: SiteConfig
  /** Logs encrypted values that cannot be decrypted, by column and row. */
  readonly log: (level: 'error', event: string, facts: Record<string, unknown>) => void
  /** The cache that admits visits; every change is applied to it before it is written. */
  readonly consents: ConsentCache
}

/** Returns the id of a thing in restrictions, holds and requests. */
export const idOf = (thing: Thing): string =>
  thing.kind === 'consent' ? thing.consent.id : thing.message.id

/** Returns the name by which the person knows a thing. */
export const nameOf = (thing: Thing): string =>
  thing.kind === 'consent' ? thing.consent.id : thing.message.reference

/** Finds a thing by its kind and its id or, for a message, its reference. For staff: it requires no credential of the subject. */
export async function findThing(
  { store }: Pick<SubjectDeps, 'store'>,
  ref: string,
): Promise<Thing | undefined> {
  const message = await store.findMessage(ref.startsWith('K-') ? { reference: ref } : { id: ref })
  if (message) return withConsent(store, message)
  const consent = await store.findConsent(ref)
  // The consent of a message is restricted and held together with the message.
  return consent && consent.surface !== 'contact_form' ? { kind: 'consent', consent } : undefined
}

/** Returns a message with the consent that it was sent with. */
export async function withConsent(
  store: Pick<Store, 'findConsent'>,
  message: StoredMessage,
): Promise<Thing | undefined> {
  const consent = await store.findConsent(message.consentId)
  return consent && { kind: 'message', message, consent }
}

/** Returns the last day of a legal hold in the site's time zone, or `null` where there is none (RT-06). */
export async function findHeldUntil(
  { store, clockGuard, site }: Pick<SubjectDeps, 'store' | 'clockGuard' | 'site'>,
  id: string,
): Promise<string | null> {
  const nowMs = clockGuard.now()
  const ends = (await store.readLegalHolds(id)).map(({ untilMs }) => untilMs)
  const last = Math.max(...ends.filter((untilMs) => untilMs > nowMs))
  return Number.isFinite(last) ? dayOf(last - 1, site.timeZone) : null
}

/** Returns whether a thing is under a legal hold now (RT-06). */
export async function isHeld(
  { store, clockGuard }: Pick<SubjectDeps, 'store' | 'clockGuard'>,
  id: string,
): Promise<boolean> {
  // An erasure by a wrong clock would destroy data under a legal hold for good.
  const nowMs = clockGuard.now()
  return (await store.readLegalHolds(id)).some((hold) => hold.untilMs > nowMs)
}
