import { sql } from 'drizzle-orm'
import { type Database, value, valuesOf } from '../queries.ts'
import { destructionTallies } from '../schema/operation.ts'
import { whenNeeded } from '../when-needed.ts'

/** Prefix of tallies that belong to an unfinished erasure. The daily job ignores them. */
export const ERASURE_TALLY = 'erasure.'

/** Prefix of the tally of a restore until it is recorded in the register, followed by the time of the backup. */
export const RESTORE_TALLY = `${ERASURE_TALLY}restored.`

/** Prepares adding to the tally of a class; called inside the write that destroys. */
export function prepareTally(db: Database): (dataClass: string, count: number) => void {
  const add = whenNeeded(() =>
    db
      .insert(destructionTallies)
      .values(valuesOf(destructionTallies))
      .onConflictDoUpdate({
        target: destructionTallies.dataClass,
        set: { count: sql`${destructionTallies.count} + ${value('count')}` },
      })
      .prepare(),
  )
  return (dataClass, count) => {
    if (count > 0) add().run({ dataClass, count })
  }
}
