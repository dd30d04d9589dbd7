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

/** The facts parsed from a user agent. */
export interface BrowserFacts {
  readonly isRobot: boolean
  /** Family, `Firefox`; `other` where unknown. */
  readonly browser: string
  /** Major version, or ''. */
  readonly browserVersion: string
  readonly os: string
  /** `desktop`, `mobile`, `tablet` or another kind. */
  readonly device: string
}

/** Data of the request besides its body. Each is read only where the consent grants its data kind. */
export interface VisitOrigin {
  readonly browser: BrowserFacts
  readonly address: () => string | undefined
  /** Returns where an address is located. */
  readonly locate: (address: string) => VisitPlace
}

/** When a visit arrived. */
export interface VisitTime {
  readonly nowMs: number
  /** The day of `nowMs` in the site's time zone. */
  readonly day: string
}

/** Hex digits of a UUIDv7 that encode its time, in milliseconds: 8, a hyphen, 4. */
const TIME_DIGITS = 12

/** Returns the time in a UUIDv7, in milliseconds since 1970 UTC. */
const timeOf = (id: string): number => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)

/**
 * Truncates the time in a UUIDv7 to the start of its day, so that a row without `visit_time` does not reveal the time of day
 * by its id. The same id always yields the same result, so a retry still finds its row.
 */
export function coarsenId(id: string): string {
  const timeMs = timeOf(id)
  const hex = (timeMs - (timeMs % DAY_MS)).toString(16).padStart(TIME_DIGITS, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}${id.slice(13)}`
}

/**
 * Returns days older than yesterday on which a visit that arrives now may already be stored: the day on which the browser
 * created its id, and the next one, since an id may or may not have had its time truncated.
 */
function olderDaysOf(id: string, nowMs: number, { timeZone, visits }: SiteConfig): string[] {
  const timeMs = timeOf(id)
  // The usual case needs no further work. A visit older than the retention period is no longer stored.
  if (timeMs > nowMs - DAY_MS || timeMs < nowMs - (visits.rawDays + 2) * DAY_MS) return []
  const madeOn = dayOf(timeMs, timeZone)
  return [madeOn, addDays(madeOn, 1)]
}

/** Encrypts the address, truncated first where the site keeps no full one (TR-02). */
function sealAddress(
  rowId: string,
  address: string,
  { cryptography, site }: { cryptography: Cryptography; site: SiteConfig },
): Uint8Array | Promise<Uint8Array> {
  const kept = site.visits.ipFullDays === 0 ? shortenAddress(address) : address
  return cryptography.seal('visits.address', rowId, kept)
}

/** Builds one visit with its encrypted address. */
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

/** Facts shared by all visits of a batch. */
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
 * Builds what the consent permits to be stored of visits: a row without page or referrer, and counts without id (TR-01,
 * TR-03). Where `visitor_cookie` is refused, the row does not identify the visitor. A page excluded from tracking is not
 * stored at all (TR-12). Every field whose data kind is not granted is dropped here, before anything is written.
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
    // Usually not a promise; then nothing is awaited.
    const address = sealed instanceof Promise ? await sealed : sealed
    writes.push(buildVisitWrite(entry, id, address, facts))
  }
  return writes
}
