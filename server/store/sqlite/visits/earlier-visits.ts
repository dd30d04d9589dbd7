import { sql } from 'drizzle-orm'
import type { Driver } from '../driver.ts'
import { dayBefore, isOfConsentOnDay } from '../ledger/stretches.ts'
import { visitStretches } from '../schema/visits.ts'

/** Consents held in memory, some hundred bytes each. Past it all are forgotten, and read anew when they come again. */
const CONSENTS_HELD = 20_000

/**
 * Tells of which consents no visit is stored on the day before. Most visitors were not here yesterday, or are known after one
 * look; without this every visit is looked for there.
 *
 * What is held is only that there is none, of one day. It holds as long as nobody adds to the day before: this connection asks
 * for that day then, which begins anew; others show by the stamp.
 */
export interface EarlierVisits {
  /** A transaction has begun. `stamp` as of `Driver.readStamp`. */
  begin(stamp: number): void
  /** Whether a visit of the consent may be stored on the day before. Asked before a visit is added, inside a write. */
  mayLieBefore(day: string, consentId: string): boolean
  /** Forgets all: a transaction was undone, and what was deleted in it is there again. */
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
