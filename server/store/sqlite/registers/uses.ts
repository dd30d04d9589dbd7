import { and, between, count, inArray, lt } from 'drizzle-orm'
import type { UseLimit } from '../../store.ts'
import type { Connection } from '../connection.ts'
import { value, valuesOf } from '../queries.ts'
import { countedUses } from '../schema/operation.ts'
import { whenNeeded } from '../when-needed.ts'

/** A use from further ahead was counted by a clock that stood wrong, and would count for as long as that was ahead. */
const AHEAD_MS = 60_000

/**
 * Counts one use under each limit, or none where one of them is used up. Run inside the write that the limits are for, so that
 * many at the same moment are counted one after the other.
 */
export function prepareUses(db: Connection['db']) {
  const add = whenNeeded(() => db.insert(countedUses).values(valuesOf(countedUses)).prepare())
  /** The number of keys varies, so this one is built for each call. */
  const countSince = (
    keys: readonly Uint8Array[],
    sinceMs: number,
    untilMs = Number.MAX_SAFE_INTEGER,
  ) =>
    db
      .select({ uses: count() })
      .from(countedUses)
      .where(
        and(
          inArray(
            countedUses.keyHash,
            keys.map((key) => Buffer.from(key)),
          ),
          between(countedUses.atMs, sinceMs, untilMs),
        ),
      )
  const isUsedUp = ({ keys, windows }: UseLimit, atMs: number): boolean =>
    windows.some(
      ({ sinceMs, atMost }) =>
        (countSince(keys, sinceMs, atMs + AHEAD_MS).get()?.uses ?? 0) >= atMost,
    )
  const remove = whenNeeded(() =>
    db
      .delete(countedUses)
      .where(lt(countedUses.atMs, value('beforeMs')))
      .prepare(),
  )
  return {
    countSince,
    /** @returns how many. */
    deleteBefore: (beforeMs: number): number => remove().run({ beforeMs }).changes,
    /** @returns whether it may be done. */
    spend(limits: readonly UseLimit[], atMs: number): boolean {
      if (limits.some((limit) => isUsedUp(limit, atMs))) return false
      for (const { keys } of limits) if (keys[0]) add().run({ keyHash: keys[0], atMs })
      return true
    },
  }
}
