import { and, desc, eq, ne, sql } from 'drizzle-orm'
import type { EntryConditions, RegisterEntry } from '../../store.ts'
import { type Database, value } from '../queries.ts'
import { registerEntries, registerKeys } from '../schema/ledger.ts'

/** Whether a later line of the thread takes a line's place. */
export const isCorrected = sql`exists (select 1 from register_entries as later
  where later.register = ${registerEntries.register} and later.thread = ${registerEntries.thread}
    and later.arrival > ${registerEntries.arrival})`

/** Prepares what is checked in the commit that adds a line. */
export function prepareConditions(db: Database) {
  const byId = db
    .select({ one: sql`1` })
    .from(registerEntries)
    .where(eq(registerEntries.id, value('id')))
    .prepare()
  const isOfRegister = eq(registerEntries.register, value('register'))
  const last = db
    .select({ id: registerEntries.id })
    .from(registerEntries)
    .where(and(isOfRegister, eq(registerEntries.thread, value('thread'))))
    .orderBy(desc(registerEntries.arrival))
    .limit(1)
    .prepare()
  const other = db
    .select({ one: sql`1` })
    .from(registerKeys)
    .innerJoin(registerEntries, eq(registerEntries.arrival, registerKeys.arrival))
    .where(
      and(
        eq(registerKeys.register, value('register')),
        sql`${registerKeys.key} = lower(${value('number')})`,
        ne(registerEntries.thread, value('thread')),
        sql`not ${isCorrected}`,
      ),
    )
    .limit(1)
    .prepare()
  /** Returns why a line is not added, inside a write, or `undefined` where it is. */
  const refuse = (
    { id, register, thread }: RegisterEntry,
    { lastId, ownNumber }: EntryConditions,
  ): 'duplicate' | 'overtaken' | 'taken' | undefined => {
    // The same act sent again is told so, although its own line is the last one now.
    if (byId.get({ id })) return 'duplicate'
    if (lastId !== undefined && last.get({ register, thread })?.id !== lastId) return 'overtaken'
    const isTaken = ownNumber !== undefined && other.get({ register, thread, number: ownNumber })
    return isTaken ? 'taken' : undefined
  }
  return { last, other, refuse }
}
