import { and, count, eq, like, sql } from 'drizzle-orm'
import type { DestroyedClass, Due, RetentionStore, Tally } from '../store.ts'
import type { Connection } from './connection.ts'
import { dayAfter } from './ledger/stretches.ts'
import { createDestroyMessages } from './messages/destroy-messages.ts'
import { type Database, value } from './queries.ts'
import {
  type DestroyedRows,
  describeDestroyedRows,
  describeStretches,
} from './retention-classes.ts'
import { destructionTallies } from './schema/operation.ts'
import { legalHolds } from './schema/subjects.ts'
import { visits } from './schema/visits.ts'
import { isOfSite, TABLE_NAMES } from './tables.ts'
import { ERASURE_TALLY, prepareTally, RESTORE_TALLY } from './visits/tally.ts'
import { whenNeeded } from './when-needed.ts'
import { prepareWith } from './with-write.ts'

/** The statements of one class. */
export function prepareClass(db: Database, { table, key, isDue }: DestroyedRows) {
  const columns = sql.join([...key], sql`, `)
  const first = sql`select ${columns} from ${table} where ${isDue} order by ${columns} limit ${value('limit')}`
  const due = db.select({ one: sql`1` }).from(table).where(isDue).limit(value('limit')).as('due')
  return {
    destroy: db.delete(table).where(sql`(${columns}) in (${first})`).prepare(),
    count: db.select({ due: count() }).from(due).prepare(),
  }
}

/** Tallies whose names have this prefix. */
const prepareTallies = (db: Database, begins: string) =>
  db
    .select()
    .from(destructionTallies)
    .where(like(destructionTallies.dataClass, `${begins}%`))
    .prepare()

/** Statements of the job that belong to no class. */
export const prepareRetention = (db: Database) => ({
  countWhole: db
    .select({ due: count() })
    .from(
      db
        .select({ one: sql`1` })
        .from(visits)
        .where(
          and(
            eq(visits.day, value('day')),
            eq(visits.isAddressWhole, true),
            sql`${visits.id} not in (select value from json_each(${value('keptIds')})) and not exists (select 1 from ${legalHolds} where ${legalHolds.ref} = ${visits.consentId} and ${legalHolds.untilMs} > ${value('nowMs')})`,
          ),
        )
        .limit(value('limit'))
        .as('due'),
    )
    .prepare(),
  readTallies: db
    .select()
    .from(destructionTallies)
    .where(sql`${destructionTallies.dataClass} not like ${`${ERASURE_TALLY}%`}`)
    .orderBy(destructionTallies.dataClass)
    .prepare(),
  closeTally: db
    .delete(destructionTallies)
    .where(
      and(
        eq(destructionTallies.dataClass, value('dataClass')),
        eq(destructionTallies.count, value('count')),
      ),
    )
    .prepare(),
})

/** Ids of rows under a legal hold that do not identify their consent. */
const keptOf = (
  { hidden }: Connection,
  dataClass: DestroyedClass,
  { beforeDay, nowMs }: Due,
): Partial<ReturnType<Connection['hidden']['listKept']>> =>
  dataClass === 'visits' ? hidden.listKept(beforeDay, nowMs) : {}

/** Destroys and counts by class. */
function prepareClasses(connection: Connection) {
  const { db } = connection
  const rows = describeDestroyedRows(db)
  return {
    prepared: new Map(
      Object.entries(rows).map(([name, described]) => [name, prepareClass(db, described)]),
    ),
    stretches: prepareClass(db, describeStretches(db)),
    destroyMessages: createDestroyMessages(connection, rows.messages),
  }
}

/** Destruction by class. */
function destructionStore(connection: Connection): Pick<RetentionStore, 'destroyDue' | 'countDue'> {
  const { db, hidden, write, read, tidyLog } = connection
  const classes = whenNeeded(() => prepareClasses(connection))
  const addToTally = prepareTally(db)
  const destroyRows = (dataClass: DestroyedClass, due: Due, limit: number) =>
    write('destroyDue', () => {
      const given = { ...due, ...keptOf(connection, dataClass, due), limit }
      const destroyed = classes().prepared.get(dataClass)?.destroy.run(given).changes ?? 0
      addToTally(dataClass, destroyed)
      return destroyed
    })
  /** Destroys the stretches of visits that are gone. */
  async function destroyStretches(due: Due, limit: number): Promise<void> {
    for (let destroyed = limit; destroyed >= limit; ) {
      destroyed = await write(
        'destroyDue',
        () =>
          classes().stretches.destroy.run({ ...due, limit }).changes +
          hidden.destroyPlaces(due, limit),
      )
      if (destroyed > 0) tidyLog.destroyed()
    }
  }
  return {
    async destroyDue(dataClass, due, limit) {
      const destroyed = await (dataClass === 'messages'
        ? classes().destroyMessages(due, limit)
        : destroyRows(dataClass, due, limit))
      if (destroyed > 0) tidyLog.destroyed()
      // Not before: a person's own visits would not all be found.
      if (dataClass === 'visits' && destroyed < limit) await destroyStretches(due, limit)
      return destroyed
    },
    countDue: (dataClass, due, limit) =>
      read('countDue', () => {
        const given = { ...due, ...keptOf(connection, dataClass, due), limit }
        return classes().prepared.get(dataClass)?.count.get(given)?.due ?? 0
      }),
  }
}

/** Data past their retention period. */
export function retentionStore(connection: Connection): RetentionStore {
  const { db, hidden, write, read, tidyLog } = connection
  // Read at each start.
  const erasedAgain = whenNeeded(() => prepareTallies(db, `${ERASURE_TALLY}again.`))
  const restores = whenNeeded(() => prepareTallies(db, RESTORE_TALLY))
  const own = whenNeeded(() => prepareRetention(db))
  const writeWith = prepareWith(db)
  return {
    ...destructionStore(connection),
    findUncovered: (held) =>
      read('findUncovered', () =>
        db
          .all<{ name: string }>(sql.raw(TABLE_NAMES))
          .map(({ name }) => name)
          .filter((name) => isOfSite(name) && !held.includes(name)),
      ),
    countWholeAddresses: (day, limit, nowMs) =>
      read('countWholeAddresses', () => {
        const { keptIds } = hidden.listKept(dayAfter(day), nowMs)
        return own().countWhole.get({ day, limit, nowMs, keptIds })?.due ?? 0
      }),
    readTallies: () => read('readTallies', () => own().readTallies.all()),
    readErasedAgain: () =>
      read('readErasedAgain', () =>
        erasedAgain()
          .all()
          .map((tally) => {
            const [, , kind, ref = ''] = tally.dataClass.split('.')
            const known = kind === 'message' || kind === 'requests' ? kind : 'consent'
            return { kind: known, ref, tally }
          }),
      ),
    readRestores: () =>
      read('readRestores', () =>
        restores()
          .all()
          .map((tally) => ({
            createdAtMs: Number(tally.dataClass.slice(RESTORE_TALLY.length)),
            tally,
          })),
      ),
    async closeTally({ dataClass, count: told }: Tally, further) {
      const closed = await write('closeTally', () => {
        if (own().closeTally.run({ dataClass, count: told }).changes === 0) return 'conflict'
        writeWith(further)
        return 'stored'
      })
      // A class is recorded in the register once all of it is destroyed.
      tidyLog.finish()
      return closed
    },
  }
}
