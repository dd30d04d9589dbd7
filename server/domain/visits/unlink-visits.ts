import type { Cryptography } from '../../crypto/cryptography.ts'
import type { LinkedDay, Store, UnlinkedVisit, VisitRow } from '../../store/store.ts'
import type { JobRun } from '../jobs/run-job.ts'
import { hideId, hourOf } from './hide-visits.ts'

/** Pairs of day and consent examined at once. */
const DAYS_PER_LOOK = 200
/** Visits per batch. The address of each is decrypted and encrypted again. */
const VISITS_PER_BATCH = 100

interface UnlinkDeps {
  readonly store: Pick<Store, 'readLinkedDays' | 'readVisits' | 'unlinkVisits' | 'forgetLinkedDay'>
  readonly cryptography: Pick<Cryptography, 'open' | 'seal' | 'blindIndexes'>
}

/**
 * Re-encrypts an address for another id. An address that cannot be decrypted was encrypted under a lost secret; nobody can
 * read it, so it is deleted.
 */
async function moveAddress(
  { open, seal }: UnlinkDeps['cryptography'],
  { id, address }: Pick<VisitRow, 'id' | 'address'>,
  hiddenId: string,
): Promise<Uint8Array | null> {
  if (!address) return null
  let whole = ''
  try {
    whole = await open('visits.address', id, address)
  } catch {
    // Empty, as where an address is cut short that does not open.
  }
  return seal('visits.address', hiddenId, whole)
}

async function unlink(row: VisitRow, { cryptography }: UnlinkDeps): Promise<UnlinkedVisit> {
  const hiddenId = hideId(cryptography, row.consentId, row.id)
  const address = await moveAddress(cryptography, row, hiddenId)
  const seenAtMs = row.seenAtMs === null ? null : hourOf(row.seenAtMs)
  return { id: row.id, hiddenId, address, seenAtMs }
}

async function unlinkDay(linked: LinkedDay, deps: UnlinkDeps, rest: () => Promise<void>) {
  const { store } = deps
  const { day, consentId } = linked
  let count = 0
  for (;;) {
    const found = await store.readVisits(consentId, day, day, { limit: VISITS_PER_BATCH })
    const rows = found.filter((row) => row.consentId !== '')
    if (rows.length === 0) break
    await store.unlinkVisits(linked, await Promise.all(rows.map((row) => unlink(row, deps))))
    count += rows.length
    await rest()
  }
  await store.forgetLinkedDay(linked)
  return count
}

/**
 * Unlinks visits whose consent does not, or no longer, allow joining them: those of older versions, and those of a consent
 * that was withdrawn or has expired. Can be interrupted anywhere and restarted.
 *
 * @returns the number of visits unlinked.
 */
export async function unlinkVisits(
  deps: UnlinkDeps,
  run: Pick<JobRun, 'advance'>,
): Promise<number> {
  let after = { day: '', consentId: '' }
  let total = 0
  for (;;) {
    const found = await deps.store.readLinkedDays(after, DAYS_PER_LOOK)
    for (const linked of found)
      if (!linked.mayBeJoined) total += await unlinkDay(linked, deps, () => run.advance(null))
    const last = found.at(-1)
    if (!last || found.length < DAYS_PER_LOOK) break
    after = last
  }
  return total
}
