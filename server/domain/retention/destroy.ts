import type { DestroyedClass, Due, Store } from '../../store/store.ts'
import { addDays } from '../calendar/day.ts'

/** Rows per batch, few enough that concurrent writes wait some milliseconds only (docs/decisions/010). */
const ROWS_PER_BATCH = 250
/** Deleting a message also deletes related rows elsewhere. */
const MESSAGES_PER_BATCH = 50
/** Days of counts examined at once. */
const DAYS_PER_LOOK = 30
/** Number of days back from which counts are examined: the longest retention period of any count, plus a month. */
const DAYS_LOOKED_BACK = 800

interface DestroyDeps {
  readonly store: Pick<Store, 'destroyDue'>
}

/**
 * Destroys all due data of a class, batch by batch. Can be interrupted anywhere and restarted.
 *
 * @param rest called between two batches.
 * @returns the number destroyed.
 */
export async function destroyClass(
  { store }: DestroyDeps,
  { dataClass, due }: { readonly dataClass: DestroyedClass; readonly due: Due },
  rest: () => Promise<void>,
): Promise<number> {
  const limit = dataClass === 'messages' ? MESSAGES_PER_BATCH : ROWS_PER_BATCH
  return inBatches(limit, () => store.destroyDue(dataClass, due, limit), rest)
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

/** Drops small counts month by month. No index leads to them, and one scan of all would block others. */
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
