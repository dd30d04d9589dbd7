import { sql } from 'drizzle-orm'
import type { Driver } from '../driver.ts'
import { dayBefore, isOfConsentOnDay } from '../ledger/stretches.ts'
import { visitStretches } from '../schema/visits.ts'

/** Maximum consents in memory, some hundred bytes each. A full memory is emptied, and consents are read again. */
const CONSENTS_HELD = 20_000

/**
 * Knows which consents have no visit stored on the day before. Most visitors were absent yesterday, or are known after one
 * query; without this every visit would be searched there.
 *
 * It stores only that there is none, for one day. That stays valid until a visit is added to the day before: this connection
 * then asks for that day and starts over; other connections change the stamp.
 */
export interface EarlierVisits {
  /** Called at the start of a transaction. `stamp` as in `Driver.readStamp`. */
  begin(stamp: number): void
  /** Returns whether a visit of the consent may be stored on the day before. Called before a visit is added, inside a write. */
  mayLieBefore(day: string, consentId: string): boolean
  /** Clears everything: a transaction was rolled back, so what it deleted exists again. */
  forget(): void
}

/** @see EarlierVisits */
export function createEarlierVisits({
  db,
  prepare,
}: Pick<Driver, 'db' | 'prepare'>): EarlierVisits {
  const findStretch = prepare(
    db.select({ one: sql`1` }).from(visitStretches).where(isOfConsentOnDay).limit(1),
  )
  const withoutEarlier = new Set<string>()
  let heldDay = ''
  let heldStamp: number | undefined

  return {
    begin(stamp) {
      if (stamp !== heldStamp) withoutEarlier.clear()
      heldStamp = stamp
    },
    mayLieBefore(day, consentId) {
      if (day !== heldDay) withoutEarlier.clear()
      heldDay = day
      if (withoutEarlier.has(consentId)) return false
      if (findStretch.get(dayBefore(day), consentId, 1) !== undefined) return true
      if (withoutEarlier.size >= CONSENTS_HELD) withoutEarlier.clear()
      withoutEarlier.add(consentId)
      return false
    },
    forget: () => withoutEarlier.clear(),
  }
}
