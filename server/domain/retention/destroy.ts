import type { DestroyedClass, Due, Store } from '../../store/store.ts'
import { addDays } from '../calendar/day.ts'

/** Rows of one batch, so few that whatever is written meanwhile waits for some milliseconds (docs/decisions/010). */
const ROWS_PER_BATCH = 250
/** A message takes with it what was said about it elsewhere. */
const MESSAGES_PER_BATCH = 50
/** Days of counts looked through in one go. */
const DAYS_PER_LOOK = 30
/** Counts are looked through from this many days back: the longest that any of them is kept, and a month. */
const DAYS_LOOKED_BACK = 800

interface DestroyDeps {
  readonly store: Pick<Store, 'destroyDue' | 'destroyStretches'>
}

/**
 * Destroys everything of a class that is due, batch by batch. May be cut off anywhere and begun anew.
 *
 * @param rest called between two batches.
 * @returns how many.
 */
export async function destroyClass(
  { store }: DestroyDeps,
  { dataClass, due }: { readonly dataClass: DestroyedClass; readonly due: Due },
  rest: () => Promise<void>,
): Promise<number> {
  const limit = dataClass === 'messages' ? MESSAGES_PER_BATCH : ROWS_PER_BATCH
  return inBatches(limit, () => store.destroyDue(dataClass, due, limit), rest)
}

/** Destroys visits that are due, and then what led to them: before, those of a person would not all be found. */
export async function destroyVisits(
  deps: DestroyDeps,
  due: Due,
  rest: () => Promise<void>,
): Promise<number> {
  const total = await destroyClass(deps, { dataClass: 'visits', due }, rest)
  await inBatches(ROWS_PER_BATCH, () => deps.store.destroyStretches(due, ROWS_PER_BATCH), rest)
  return total
}

async function inBatches(
  limit: number,
  destroy: () => Promise<number>,
  rest: () => Promise<void>,
): Promise<number> {
  for (let total = 0; ; ) {
    const destroyed = await destroy()
    total += destroyed
    if (destroyed < limit) return total
    await rest()
  }
}

/** Drops small counts month by month: no index leads to them, and a look through all of them at once would keep others waiting. */
export async function dropSmallCounts(
  deps: DestroyDeps,
  due: Due,
  rest: () => Promise<void>,
): Promise<number> {
  let total = 0
  for (let back = 0; back < DAYS_LOOKED_BACK; back += DAYS_PER_LOOK) {
    const beforeDay = addDays(due.beforeDay, -back)
    const month = { ...due, beforeDay, fromDay: addDays(beforeDay, -DAYS_PER_LOOK) }
    total += await destroyClass(deps, { dataClass: 'small_counts', due: month }, rest)
  }
  return total
}
