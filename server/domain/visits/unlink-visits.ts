import type { Cryptography } from '../../crypto/cryptography.ts'
import type { LinkedDay, Store, UnlinkedVisit, VisitRow } from '../../store/store.ts'
import type { JobRun } from '../jobs/run-job.ts'
import { hideId, hourOf } from './hide-visits.ts'

/** Pairs of day and consent looked through at once. */
const DAYS_PER_LOOK = 200
/** Visits of one batch: the address of each is opened and sealed anew. */
const VISITS_PER_BATCH = 100

interface UnlinkDeps {
  readonly store: Pick<
    Store,
    'readLinkedDays' | 'readVisits' | 'unlinkVisits' | 'forgetLinkedDay' | 'emptyLog'
  >
  readonly cryptography: Pick<Cryptography, 'open' | 'seal' | 'blindIndexes'>
}

/** Seals an address for another id. One that does not open was sealed under a lost secret: nobody can read it, and it goes. */
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
 * Makes visits unlinkable whose consent does not, or no longer, allow to join them: those of older versions, and those of a
 * consent that was withdrawn or is over. Cut off anywhere, it is simply begun anew.
 *
 * @returns how many.
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
  // What was joined is not left in the log either.
  if (total > 0) await deps.store.emptyLog()
  return total
}
