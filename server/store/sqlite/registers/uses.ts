import { and, between, count, inArray, lt } from 'drizzle-orm'
import type { UseLimit } from '../../store.ts'
import type { Connection } from '../connection.ts'
import { value, valuesOf } from '../queries.ts'
import { countedUses } from '../schema/operation.ts'
import { whenNeeded } from '../when-needed.ts'

/** A use from further in the future was counted by a wrong clock, and would count for as long as the clock was ahead. */
const AHEAD_MS = 60_000

/**
 * Counts one use under each limit, or none where one of them is used up. Runs inside the write that the limits apply to, so
 * concurrent uses are counted one after the other.
 */
export function prepareUses(db: Connection['db']) {
  const add = whenNeeded(() => db.insert(countedUses).values(valuesOf(countedUses)).prepare())
  /** The number of keys varies, so this statement is built for each call. */
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
    /** @returns the number deleted. */
    deleteBefore: (beforeMs: number): number => remove().run({ beforeMs }).changes,
    /** @returns whether the use is permitted. */
    spend(limits: readonly UseLimit[], atMs: number): boolean {
      if (limits.some((limit) => isUsedUp(limit, atMs))) return false
      for (const { keys } of limits) if (keys[0]) add().run({ keyHash: keys[0], atMs })
      return true
    },
  }
}
