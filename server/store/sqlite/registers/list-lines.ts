import { getTableColumns, type SQL, sql } from 'drizzle-orm'
import type { RegisterRange } from '../../store.ts'
import { type Database, value } from '../queries.ts'
import { registerEntries } from '../schema/ledger.ts'

/** Every place in a register lies between these. */
const FIRST_MS = Number.MIN_SAFE_INTEGER
const LAST_MS = Number.MAX_SAFE_INTEGER

const { register, atMs, arrival } = registerEntries
const place = sql`(${atMs}, ${arrival})`
const given = sql`(${value('edgeMs')}, ${value('edgeArrival')})`

/** One bound is a place, the other a time: each page begins where the last one ended, and not at the first line. */
const newestFirst = sql`${place} < ${given} and ${atMs} >= ${value('otherMs')}`
const oldestFirst = sql`${place} > ${given} and ${atMs} < ${value('otherMs')}`
const inPeriod = sql`${atMs} >= ${value('fromMs')} and ${atMs} < ${value('beforeMs')}`
const descending = sql`${atMs} desc, ${arrival} desc`
const ascending = sql`${atMs}, ${arrival}`

const ofRegister = sql`${register} = ${value('register')}`

/** Lines of a thread, with a number, or about a person. `+`: they are few, so their own indexes are used. */
const found = sql`+${register} = ${value('register')} and ${arrival} in (
  select arrival from register_keys where register = ${value('register')} and key = lower(${value('search')})
  union select arrival from register_entries where register = ${value('register')} and thread = ${value('search')}
  union select arrival from register_entries where id = ${value('search')}
  union select arrival from disclosed_subjects where ref = ${value('search')})`

/** Statements that list registers by time. */
export function prepareRegisterLists(db: Database) {
  // A line’s place in the chain belongs to the ledger.
  const { seq: _, ...columns } = getTableColumns(registerEntries)
  const list = (condition: SQL, order: SQL) =>
    db
      .select(columns)
      .from(registerEntries)
      .where(condition)
      .orderBy(order)
      .limit(value('limit'))
      .prepare()
  const count = (condition: SQL) =>
    db
      .select({ lines: sql<number>`count(*)` })
      .from(
        sql`(select 1 from ${registerEntries} where ${condition} and ${inPeriod} limit ${value('limit')})`,
      )
      .prepare()
  const both = (condition: SQL) => ({
    newest: list(sql`${condition} and ${newestFirst}`, descending),
    oldest: list(sql`${condition} and ${oldestFirst}`, ascending),
    count: count(condition),
  })
  return { all: both(ofRegister), found: both(found) }
}

/** Returns the bounds of a list as its statement takes them. */
export function boundsOf(range: RegisterRange) {
  const { register: name, order, after, search = '' } = range
  const { fromMs = FIRST_MS, beforeMs = LAST_MS } = range
  const isNewest = order === 'newest'
  return {
    ...{ register: name, search, fromMs, beforeMs },
    edgeMs: after?.atMs ?? (isNewest ? beforeMs : fromMs),
    // Numbers begin at 1: no line stands before this one, and every line of the same moment after it.
    edgeArrival: after?.arrival ?? 0,
    otherMs: isNewest ? fromMs : beforeMs,
  }
}
