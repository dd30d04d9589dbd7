import { sql } from 'drizzle-orm'
import { type Database, value, valuesOf } from '../queries.ts'
import { destructionTallies } from '../schema/operation.ts'
import { whenNeeded } from '../when-needed.ts'

/** How the names of tallies begin that an erasure keeps for itself until it is done. The daily job leaves them alone. */
export const ERASURE_TALLY = 'erasure.'

/** How the name of a tally begins that a restore leaves until its line is in the register; then comes when the backup was made. */
export const RESTORE_TALLY = `${ERASURE_TALLY}restored.`

/** Prepares what adds to the tally of a class; called inside the write that destroys. */
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
