import {
  and,
  desc,
  eq,
  getTableColumns,
  gt,
  isNull,
  lte,
  ne,
  type Placeholder,
  type SQL,
  sql,
} from 'drizzle-orm'
import type { BaseSQLiteDatabase, SQLiteTable } from 'drizzle-orm/sqlite-core'
import { consentEvents, consentRecords, notices } from './schema/consents.ts'
import { type Changes, type PrepareDriver, prepareInsert } from './schema/insert-by-name.ts'
import { legalHolds, restrictions } from './schema/subjects.ts'
import { dailyCounts, visitStretches, visits } from './schema/visits.ts'

/** A drizzle handle of a SQLite database. */
export type Database = BaseSQLiteDatabase<'sync', Changes>

/** Returns a placeholder of a prepared statement, filled by the property of that name when the statement is run. */
export const value = sql.placeholder

/** Returns a placeholder for each column of a table, by the column's name. */
export function valuesOf<T extends SQLiteTable>(table: T) {
  const names = Object.keys(getTableColumns(table))
  // The keys are the table's own; only their literal types are lost.
  return Object.fromEntries(names.map((name) => [name, value(name)])) as Record<
    keyof T['$inferInsert'],
    Placeholder
  >
}

/** Among the events of a record, the one that no other follows. */
export const isLatest = sql`not exists (select 1 from consent_events as later where later.consent_id = ${consentEvents.consentId} and later.after_id = ${consentEvents.id})`

/**
 * The insertions of every consent and visit. Drizzle builds them, but the driver runs them, since drizzle's mapping of
 * placeholders costs 3 µs more per row (9 instead of 6 for a visit), which is a tenth of such a request.
 */
function prepareInsertions(db: Database, prepareDriver: PrepareDriver) {
  const { arrival: _, seq: __, ...event } = valuesOf(consentEvents)
  return {
    insertRecord: prepareInsert(
      prepareDriver,
      db.insert(consentRecords).values(valuesOf(consentRecords)).onConflictDoNothing(),
    ),
    insertEvent: prepareInsert<typeof consentEvents, 'arrival' | 'seq'>(
      prepareDriver,
      db.insert(consentEvents).values(event).onConflictDoNothing(),
    ),
    insertVisit: prepareInsert(
      prepareDriver,
      db.insert(visits).values(valuesOf(visits)).onConflictDoNothing(),
    ),
    addToStretch: prepareInsert(
      prepareDriver,
      db
        .insert(visitStretches)
        .values(valuesOf(visitStretches))
        .onConflictDoUpdate({
          target: [visitStretches.day, visitStretches.consentId, visitStretches.idStart],
          set: { visits: sql`${visitStretches.visits} + excluded.visits` },
        }),
    ),
    addCount: prepareInsert(
      prepareDriver,
      db
        .insert(dailyCounts)
        .values(valuesOf(dailyCounts))
        .onConflictDoUpdate({
          target: [dailyCounts.day, dailyCounts.measure, dailyCounts.dimension, dailyCounts.value],
          set: { count: sql`${dailyCounts.count} + excluded.count` },
        }),
    ),
  }
}

/** Whether a visit is known, and since when its consent has any. Run by the driver too. */
function prepareHotReads(db: Database, prepareDriver: PrepareDriver) {
  const isThisVisit = and(
    eq(visits.day, value('day')),
    eq(visits.id, value('id')),
    eq(visits.consentId, value('consentId')),
  )
  return {
    /** Whether a visit is stored on a given day. */
    findVisit: prepareDriver(db.select({ one: sql`1` }).from(visits).where(isThisVisit)),
    /** Its known duration. */
    findDuration: prepareDriver(
      db
        .select({ durationMs: sql`${visits.durationMs}`.as('durationMs') })
        .from(visits)
        .where(isThisVisit),
    ),
    /** Whether a consent has visits on a day that may be joined. */
    findStretch: prepareDriver(
      db
        .select({ one: sql`1` })
        .from(visitStretches)
        .where(
          and(
            eq(visitStretches.day, value('day')),
            eq(visitStretches.consentId, value('consentId')),
          ),
        ),
    ),
  }
}

/**
 * Checks whether visits are still permitted, in the write that stores them. Run by the driver, since each batch of visits
 * needs it.
 */
const prepareBasisQueries = (db: Database, prepareDriver: PrepareDriver) => ({
  /** The latest event of a consent. */
  findLatestId: prepareDriver(
    db
      .select({ id: sql`${consentEvents.id}`.as('id') })
      .from(consentEvents)
      .where(and(eq(consentEvents.consentId, value('consentId')), isLatest))
      .limit(value('limit')),
  ),
  /** Whether a consent has only its first event, as most do. That has the consent's id, so the index suffices. */
  findFirstAlone: prepareDriver(
    db
      .select({ one: sql`1` })
      .from(consentEvents)
      .where(
        and(
          eq(consentEvents.consentId, value('consentId')),
          sql`${consentEvents.afterId} = '' and not exists (select 1 from consent_events as later where later.consent_id = ${consentEvents.consentId} and later.after_id = ${consentEvents.consentId})`,
        ),
      ),
  ),
  /** The purposes for which a consent is restricted now. */
  listRestricted: prepareDriver(
    db
      .select({ purpose: sql`${restrictions.purpose}`.as('purpose') })
      .from(restrictions)
      .where(and(eq(restrictions.ref, value('ref')), isNull(restrictions.liftedAtMs))),
  ),
})

function prepareEventQueries(db: Database) {
  return {
    /** The event that the next one of a record must follow. */
    findLatestEvent: db
      .select({ id: consentEvents.id })
      .from(consentEvents)
      .where(and(eq(consentEvents.consentId, value('consentId')), isLatest))
      .limit(1)
      .prepare(),
    /** The consent of a later event. The second condition matches the index. */
    findEventConsent: db
      .select({ consentId: consentEvents.consentId })
      .from(consentEvents)
      .where(and(eq(consentEvents.id, value('id')), ne(consentEvents.id, consentEvents.consentId)))
      .prepare(),
  }
}

function prepareConsentQueries(db: Database) {
  return {
    findConsent: db
      .select({ record: consentRecords, event: consentEvents })
      .from(consentRecords)
      .innerJoin(consentEvents, eq(consentEvents.consentId, consentRecords.id))
      .where(and(eq(consentRecords.id, value('id')), isLatest))
      .limit(1)
      .prepare(),
    /** Purposes for which a record is restricted now. */
    findRestricted: db
      .select({ purpose: restrictions.purpose })
      .from(restrictions)
      .where(and(eq(restrictions.ref, value('id')), isNull(restrictions.liftedAtMs)))
      .prepare(),
    readEvents: db
      .select()
      .from(consentEvents)
      .where(eq(consentEvents.consentId, value('id')))
      .prepare(),
    findEnded: db
      .select({ id: consentRecords.id })
      .from(consentRecords)
      .where(
        and(
          gt(consentRecords.validUntilMs, value('afterMs')),
          lte(consentRecords.validUntilMs, value('nowMs')),
          sql`(select ${consentEvents.state} from ${consentEvents} where ${consentEvents.consentId} = ${consentRecords.id} and ${isLatest} limit 1) not in ('ConsentWithdrawn', 'ConsentExpired')`,
        ),
      )
      .orderBy(consentRecords.validUntilMs)
      .limit(value('limit'))
      .prepare(),
    findSecretHash: db
      .select({ secretHash: consentRecords.secretHash })
      .from(consentRecords)
      .where(eq(consentRecords.id, value('id')))
      .prepare(),
    ...prepareEventQueries(db),
  }
}

const prepareCountQueries = (db: Database) => ({
  /** Up to `limit` counts after a given one, in key order. */
  readCounts: db
    .select()
    .from(dailyCounts)
    .where(
      and(
        lte(dailyCounts.day, value('toDay')),
        // The only lower bound, so that each page begins where the last one ended, and not at the first day.
        sql`(${dailyCounts.day}, ${dailyCounts.measure}, ${dailyCounts.dimension}, ${dailyCounts.value}) > (${value('day')}, ${value('measure')}, ${value('dimension')}, ${value('value')})`,
      ),
    )
    .orderBy(dailyCounts.day, dailyCounts.measure, dailyCounts.dimension, dailyCounts.value)
    .limit(value('limit'))
    .prepare(),
})

function prepareVisitQueries(db: Database) {
  const longest = sql`max(coalesce(${visits.durationMs}, 0), ${value('durationMs')})`
  const isThisVisit = and(eq(visits.consentId, value('consentId')), eq(visits.id, value('id')))
  const isNotHeld = sql`${visits.id} not in (select value from json_each(${value('keptIds')})) and not exists (select 1 from ${legalHolds} where ${legalHolds.ref} = ${visits.consentId} and ${legalHolds.untilMs} > ${value('nowMs')})`
  return {
    /** `max` with a null is null: then the stored duration is kept. */
    lengthenVisit: db
      .update(visits)
      .set({ durationMs: sql`coalesce(${longest}, ${visits.durationMs})` })
      .where(and(eq(visits.day, value('day')), isThisVisit))
      .prepare(),
    findVisitDay: db
      .select({ day: sql<string | null>`min(${visits.day})` })
      .from(visits)
      .where(gt(visits.day, value('afterDay')))
      .prepare(),
    findWholeAddresses: db
      .select({
        id: visits.id,
        consentId: visits.consentId,
        day: visits.day,
        address: visits.address,
      })
      .from(visits)
      .where(and(eq(visits.day, value('day')), eq(visits.isAddressWhole, true), isNotHeld))
      .orderBy(visits.id, visits.consentId)
      .limit(value('limit'))
      .prepare(),
    shortenAddress: db
      .update(visits)
      .set({ address: placeholderFor('address'), isAddressWhole: false })
      .where(and(eq(visits.day, value('day')), isThisVisit))
      .prepare(),
  }
}

/** The same as `value` for `set`, which takes SQL but no bare placeholder. */
export const placeholderFor = (name: string): SQL => sql`${value(name)}`

function prepareNoticeQueries(db: Database) {
  return {
    insertNotice: db.insert(notices).values(valuesOf(notices)).onConflictDoNothing().prepare(),
    findNotice: db
      .select()
      .from(notices)
      .where(eq(notices.sha256, value('sha256')))
      .prepare(),
    listNotices: db
      .select()
      .from(notices)
      .where(eq(notices.language, value('language')))
      .orderBy(desc(notices.firstShownAtMs), notices.sha256)
      .prepare(),
  }
}

/** Prepares every statement once. */
export const prepareQueries = (db: Database, prepareDriver: PrepareDriver) => ({
  ...prepareInsertions(db, prepareDriver),
  ...prepareHotReads(db, prepareDriver),
  ...prepareBasisQueries(db, prepareDriver),
  ...prepareConsentQueries(db),
  ...prepareCountQueries(db),
  ...prepareVisitQueries(db),
  ...prepareNoticeQueries(db),
})
/** Every statement of the SQLite store, prepared. */
export type Queries = ReturnType<typeof prepareQueries>
