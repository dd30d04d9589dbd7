import { and, eq, lt, lte, ne, notExists, or, type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { DestroyedClass } from '../store.ts'
import { type Database, value } from './queries.ts'
import { adminSessions, invitations } from './schema/administrators.ts'
import { consentRecords } from './schema/consents.ts'
import { messages } from './schema/messages.ts'
import { mailQueue } from './schema/operation.ts'
import { legalHolds, requests, restrictions } from './schema/subjects.ts'
import { dailyCounts, visitStretches, visits } from './schema/visits.ts'

/** Table and conditions of a class of data. */
export interface DestroyedRows {
  readonly table: SQLiteTable
  /** Primary key, in the order in which rows are destroyed. */
  readonly key: readonly SQLiteColumn[]
  readonly isDue: SQL | undefined
}

/**
 * Counts by page, referrer, browser, system, device, hour, time on the page, country and network. Counts of choices are not
 * included: they have the same few values every day and add up to totals that are kept.
 */
const isListed = sql`${dailyCounts.measure} = 'visit' and ${dailyCounts.dimension} in ('page', 'referrer', 'browser', 'os', 'device', 'hour', 'duration', 'country', 'network')`

type Described = Readonly<Record<DestroyedClass, DestroyedRows>>

const beforeMs = value('beforeMs')

/** A hold in force on one of these, at `nowMs`. */
export const holdOf = (db: Database, ...refs: readonly SQLiteColumn[]) =>
  db
    .select({ one: sql`1` })
    .from(legalHolds)
    .where(
      and(
        sql`${legalHolds.untilMs} > ${value('nowMs')}`,
        or(...refs.map((ref) => eq(legalHolds.ref, ref))),
      ),
    )

/** An open request about a message. */
const openRequestOf = (db: Database) =>
  db
    .select({ one: sql`1` })
    .from(requests)
    .where(and(eq(requests.subjectRef, messages.id), eq(requests.state, 'open')))

/** When the consent that a message was sent with ends, as a part of a statement about messages. */
export const endOfConsent = () =>
  sql<number>`(select ${consentRecords.validUntilMs} from ${consentRecords} where ${consentRecords.id} = ${messages.consentId})`

/** Data collected from people, by consent or on request. */
const describeCollected = (db: Database): Pick<Described, 'visits' | 'messages' | 'requests'> => ({
  visits: {
    table: visits,
    key: [visits.day, visits.id, visits.consentId],
    isDue: and(
      lt(visits.day, value('beforeDay')),
      notExists(holdOf(db, visits.consentId)),
      // Rows of visits that must not be joined do not identify their consent.
      sql`${visits.id} not in (select value from json_each(${value('keptIds')}))`,
    ),
  },
  messages: {
    table: messages,
    key: [messages.id],
    isDue: and(
      // No message is kept longer than its own consent, which was given for the retention period of its day.
      or(lt(messages.receivedAtMs, beforeMs), lt(endOfConsent(), value('nowMs'))),
      notExists(holdOf(db, messages.id, messages.consentId)),
      // Its person has asked about it: the answer goes to the address in it. Staff are reminded until it is given.
      notExists(openRequestOf(db)),
    ),
  },
  requests: {
    table: requests,
    key: [requests.id],
    isDue: and(
      ne(requests.state, 'open'),
      lt(requests.closedAtMs, beforeMs),
      notExists(holdOf(db, requests.subjectRef)),
    ),
  },
})

function describeCounts(): Pick<Described, 'small_counts' | 'daily_counts'> {
  const key = [dailyCounts.day, dailyCounts.measure, dailyCounts.dimension, dailyCounts.value]
  const isWithin = and(
    sql`${dailyCounts.day} >= ${value('fromDay')}`,
    lt(dailyCounts.day, value('beforeDay')),
  )
  const isSmall = lt(dailyCounts.count, value('smallest'))
  return {
    small_counts: { table: dailyCounts, key, isDue: and(isWithin, isListed, isSmall) },
    daily_counts: { table: dailyCounts, key, isDue: isWithin },
  }
}

/** The stretches of destroyed visits. */
export const describeStretches = (db: Database): DestroyedRows => ({
  table: visitStretches,
  key: [visitStretches.day, visitStretches.consentId, visitStretches.idStart],
  isDue: and(
    lt(visitStretches.day, value('beforeDay')),
    notExists(holdOf(db, visitStretches.consentId)),
  ),
})

/** Returns every class that the daily job destroys by row, without rows under a legal hold (RT-06). */
export function describeDestroyedRows(db: Database): Described {
  const thingOf = (table: typeof messages | typeof consentRecords) =>
    db.select({ one: sql`1` }).from(table).where(eq(table.id, restrictions.ref))
  return {
    ...describeCollected(db),
    ...describeCounts(),
    restrictions: {
      table: restrictions,
      key: [restrictions.id],
      isDue: and(notExists(thingOf(messages)), notExists(thingOf(consentRecords))),
    },
    legal_holds: {
      table: legalHolds,
      key: [legalHolds.id],
      isDue: lte(legalHolds.untilMs, beforeMs),
    },
    mail_queue: {
      table: mailQueue,
      key: [mailQueue.id],
      isDue: lt(mailQueue.createdAtMs, beforeMs),
    },
    admin_sessions: {
      table: adminSessions,
      key: [adminSessions.tokenHash],
      isDue: lt(adminSessions.createdAtMs, beforeMs),
    },
    invitations: {
      table: invitations,
      key: [invitations.id],
      isDue: lt(invitations.createdAtMs, beforeMs),
    },
  }
}
