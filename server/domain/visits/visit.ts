import type { SiteConfig } from '../../config/site/site-config.ts'
import type { VisitsBody } from '../../contract/index.ts'
import type { Cryptography } from '../../crypto/cryptography.ts'
import type { StoredConsent, VisitRow, VisitWrite } from '../../store/store.ts'
import { shortenAddress } from '../addresses/shorten-address.ts'
import { addDays, DAY_MS, dayOf, hourOfDay } from '../calendar/day.ts'
import { countLonger, countVisit, firstVisitOf } from './count-visit.ts'
import { hideId, hourOf } from './hide-visits.ts'
import type { VisitPlace } from './locate-visits.ts'
import { mayCount } from './pages.ts'

/** What a user agent says of itself. */
export interface BrowserFacts {
  readonly isRobot: boolean
  /** Family, `Firefox`; `other` where it cannot be told. */
  readonly browser: string
  /** Major version, or ''. */
  readonly browserVersion: string
  readonly os: string
  /** `desktop`, `mobile`, `tablet` or what else it is. */
  readonly device: string
}

/** What a request brings besides its body. Each part is read only where the consent grants its kind. */
export interface VisitOrigin {
  readonly browser: BrowserFacts
  readonly address: () => string | undefined
  /** Where an address is. */
  readonly locate: (address: string) => VisitPlace
}

/** When a visit arrived. */
export interface VisitTime {
  readonly nowMs: number
  /** The day of `nowMs` in the site's time zone. */
  readonly day: string
}

/** Hex digits of a UUIDv7 that hold its time, in milliseconds: 8, a hyphen, 4. */
const TIME_DIGITS = 12

/** Milliseconds since 1970 UTC that a UUIDv7 bears. */
const timeOf = (id: string): number => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)

/**
 * Cuts the time in a UUIDv7 to the start of its day, so that a row without `visit_time` does not tell the time of
 * day by its id. The same id is always cut to the same one: a retry still finds its row.
 */
export function coarsenId(id: string): string {
  const timeMs = timeOf(id)
  const hex = (timeMs - (timeMs % DAY_MS)).toString(16).padStart(TIME_DIGITS, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}${id.slice(13)}`
}

/**
 * Days, older than yesterday, on which a visit that arrives now may have been stored already: the one on which the browser
 * made its id, and the one after, for an id whose time was cut and for one that took its time.
 */
function olderDaysOf(id: string, nowMs: number, { timeZone, visits }: SiteConfig): string[] {
  const timeMs = timeOf(id)
  // Nearly always: nothing more is worked out. What is older than the term is not stored any more.
  if (timeMs > nowMs - DAY_MS || timeMs < nowMs - (visits.rawDays + 2) * DAY_MS) return []
  const madeOn = dayOf(timeMs, timeZone)
  return [madeOn, addDays(madeOn, 1)]
}

/** The address as it may be written: cut short where the site keeps no full one (TR-02). */
function sealAddress(
  rowId: string,
  address: string,
  { cryptography, site }: { cryptography: Cryptography; site: SiteConfig },
): Uint8Array | Promise<Uint8Array> {
  const kept = site.visits.ipFullDays === 0 ? shortenAddress(address) : address
  return cryptography.seal('visits.address', rowId, kept)
}

/** One visit, with its address as it is written. */
function buildVisitWrite(
  entry: VisitsBody['visits'][number],
  id: string,
  address: Uint8Array | null,
  { consent, facts, place, time, site }: VisitFacts,
): VisitWrite {
  const hasTime = consent.latest.dataKinds.visit_time
  const mayBeJoined = consent.latest.dataKinds.visitor_cookie
  const row: VisitRow = {
    id,
    consentId: mayBeJoined ? consent.id : '',
    day: time.day,
    seenAtMs: hasTime ? (mayBeJoined ? time.nowMs : hourOf(time.nowMs)) : null,
    durationMs: hasTime ? (entry.durationMs ?? null) : null,
    address,
    browser: facts ? `${facts.browser} ${facts.browserVersion}`.trimEnd() : null,
    os: facts?.os ?? null,
    device: facts?.device ?? null,
  }
  const { durationMs } = row
  const hour = hasTime ? hourOfDay(time.nowMs, site.timeZone) : undefined
  const counted = { browser: facts, hour, durationMs, place, mayBeJoined }
  const counts = countVisit(entry, counted, time.day)
  const mayLieOn = olderDaysOf(entry.id, time.nowMs, site)
  return {
    row,
    ...(mayBeJoined ? { visitor: firstVisitOf(time.day, site) } : { owner: consent.id }),
    mayExist: entry.durationMs !== undefined,
    ...(durationMs !== null && {
      countLonger: (day: string, beforeMs: number | null) => countLonger(day, durationMs, beforeMs),
    }),
    mayLieOn,
    counts,
  }
}

/** What is the same for all visits of a batch. */
interface VisitFacts {
  readonly consent: StoredConsent
  /** Absent where `browser` is not granted. */
  readonly facts: BrowserFacts | undefined
  /** Absent where `ip` is not granted, or no address is known. */
  readonly place: VisitPlace | undefined
  readonly time: VisitTime
  readonly site: SiteConfig
}

/**
 * Turns visits into what the consent lets be kept: a row without page or referrer, and counts without id (TR-01,
 * TR-03). Where `visitor_cookie` is refused the row does not say whose it is. A page on which nobody is tracked leaves nothing (TR-12). Every field whose data kind is not granted is dropped here, before anything is written.
 */
export async function buildVisitWrites(
  body: VisitsBody,
  consent: StoredConsent,
  origin: VisitOrigin,
  time: VisitTime,
  deps: { cryptography: Cryptography; site: SiteConfig },
): Promise<readonly VisitWrite[]> {
  const { site } = deps
  const granted = consent.latest.dataKinds
  const known = granted.ip ? origin.address() : undefined
  const place = known === undefined ? undefined : origin.locate(known)
  const facts = { consent, facts: granted.browser ? origin.browser : undefined, place, time, site }
  const writes: VisitWrite[] = []
  for (const entry of body.visits) {
    if (!mayCount(entry.path, site)) continue
    const visitId = granted.visit_time ? entry.id : coarsenId(entry.id)
    const id = granted.visitor_cookie ? visitId : hideId(deps.cryptography, consent.id, visitId)
    const sealed = known === undefined ? null : sealAddress(id, known, deps)
    // Nearly always it is there at once: then nothing is waited for.
    const address = sealed instanceof Promise ? await sealed : sealed
    writes.push(buildVisitWrite(entry, id, address, facts))
  }
  return writes
}
