import type { SiteConfig } from '../config/site-config.ts'
import type { Cryptography } from '../crypto/cryptography.ts'
import type { Store, VisitRow } from '../store/store.ts'
import { addDays, dayOf } from './day.ts'
import { shortenAddress } from './shorten-address.ts'

/** Rows of one batch: small, so that visits are written between two of them. */
const ROWS_PER_BATCH = 500

interface AgeingDeps {
  readonly store: Pick<Store, 'findWholeAddresses' | 'shortenAddresses' | 'deleteVisits'>
  readonly cryptography: Pick<Cryptography, 'open' | 'seal'>
  /** Milliseconds since 1970 UTC. */
  readonly clock: () => number
  readonly site: Pick<SiteConfig, 'visits' | 'timeZone'>
}

/** What one run has done. */
export interface AgeingResult {
  /** Rows deleted; their counts stay. */
  readonly deletedVisits: number
  /** Addresses cut to /24 or /48. */
  readonly shortenedAddresses: number
}

/**
 * The first day that may still be kept for `days` days. A day counts in full from its first hour, so that nothing is
 * kept longer than the visitor was told, and what was seen in the evening is kept some hours less.
 */
const firstKeptDay = (today: string, days: number) => addDays(today, 1 - days)

async function deleteOldVisits({ store, clock }: AgeingDeps, beforeDay: string): Promise<number> {
  let total = 0
  for (;;) {
    const deleted = await store.deleteVisits(beforeDay, ROWS_PER_BATCH, clock())
    total += deleted
    if (deleted < ROWS_PER_BATCH) return total
  }
}

async function shortenRow(
  cryptography: AgeingDeps['cryptography'],
  { id, consentId, day, address }: Pick<VisitRow, 'id' | 'consentId' | 'day' | 'address'>,
) {
  // An address that does not open was sealed under a lost secret: nobody can read it, and it goes.
  const whole = address && (await openAddress(cryptography, id, address))
  const shortened = whole ? shortenAddress(whole) : ''
  return { id, consentId, day, address: await cryptography.seal('visits.address', id, shortened) }
}

async function openAddress(
  cryptography: AgeingDeps['cryptography'],
  id: string,
  address: Uint8Array,
) {
  try {
    return await cryptography.open('visits.address', id, address)
  } catch {
    return ''
  }
}

async function shortenOldAddresses(
  { store, cryptography }: AgeingDeps,
  beforeDay: string,
): Promise<number> {
  let total = 0
  for (;;) {
    const rows = await store.findWholeAddresses(beforeDay, ROWS_PER_BATCH)
    if (rows.length > 0) {
      await store.shortenAddresses(
        await Promise.all(rows.map((row) => shortenRow(cryptography, row))),
      )
    }
    total += rows.length
    if (rows.length < ROWS_PER_BATCH) return total
  }
}

/**
 * Deletes the visits whose term is over and cuts the addresses whose term is over (clauses 6.3, 6.4). May be run at
 * any time, twice, and after a run that was cut off.
 */
export async function ageVisits(deps: AgeingDeps): Promise<AgeingResult> {
  const { rawDays, ipFullDays } = deps.site.visits
  const today = dayOf(deps.clock(), deps.site.timeZone)
  const deletedVisits = await deleteOldVisits(deps, firstKeptDay(today, rawDays))
  const shortenedAddresses = await shortenOldAddresses(deps, firstKeptDay(today, ipFullDays))
  return { deletedVisits, shortenedAddresses }
}
