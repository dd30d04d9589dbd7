import {
  and,
  asc,
  count,
  eq,
  getTableColumns,
  gt,
  isNull,
  lt,
  min,
  notExists,
  sql,
} from 'drizzle-orm'
import type { TodayStore } from '../../store.ts'
import type { Connection } from '../connection.ts'
import { blockOf } from '../messages/open-messages.ts'
import { type Database, value } from '../queries.ts'
import { endOfConsent } from '../retention-classes.ts'
import { consentEvents } from '../schema/consents.ts'
import { noticeDueOn, registerEntries } from '../schema/ledger.ts'
import { messages } from '../schema/messages.ts'
import { mailQueue } from '../schema/operation.ts'
import { legalHolds } from '../schema/subjects.ts'
import { dailyCounts } from '../schema/visits.ts'
import { whenNeeded } from '../when-needed.ts'
import { isCorrected } from './entry-conditions.ts'

/** Events examined for the last consent: a day on which many thousand expire must not make it read them all. */
const LATEST_EVENTS = 2000

const prepareSigns = (db: Database) => ({
  pages: db
    .select({ pages: sql<number>`count(distinct ${dailyCounts.value})` })
    .from(dailyCounts)
    .where(
      and(
        eq(dailyCounts.day, value('day')),
        eq(dailyCounts.measure, 'visit'),
        eq(dailyCounts.dimension, 'page'),
      ),
    )
    .prepare(),
  choices: db
    .select({ choices: sql<number>`coalesce(sum(${dailyCounts.count}), 0)` })
    .from(dailyCounts)
    .where(
      and(
        eq(dailyCounts.day, value('day')),
        sql`${dailyCounts.measure} in ('consent', 'refusal')`,
        eq(dailyCounts.dimension, 'all'),
      ),
    )
    .prepare(),
  lastConsent: db
    .select({ atMs: consentEvents.atMs })
    .from(consentEvents)
    .where(
      and(
        sql`${consentEvents.arrival} > (select max(latest.arrival) from consent_events as latest) - ${LATEST_EVENTS}`,
        sql`${consentEvents.state} in ('ConsentGiven', 'RenewedConsentGiven')`,
      ),
    )
    .orderBy(sql`${consentEvents.arrival} desc`)
    .limit(1)
    .prepare(),
})

/** Statements of what is due and of signs of health. */
export function prepareToday(db: Database) {
  const { seq: _, ...columns } = getTableColumns(registerEntries)
  return {
    ...prepareSigns(db),
    unanswered: db
      .select({ reference: messages.reference, receivedAtMs: messages.receivedAtMs })
      .from(messages)
      .where(
        and(
          isNull(messages.closedAtMs),
          lt(messages.receivedAtMs, value('receivedBeforeMs')),
          gt(endOfConsent(), value('nowMs')),
          notExists(blockOf(db)),
        ),
      )
      .orderBy(asc(messages.receivedAtMs))
      .limit(value('limit'))
      .prepare(),
    holds: db
      .select()
      .from(legalHolds)
      .where(gt(legalHolds.untilMs, value('afterMs')))
      .orderBy(asc(legalHolds.untilMs))
      .limit(value('limit'))
      .prepare(),
    notices: db
      .select(columns)
      .from(registerEntries)
      .where(sql`${noticeDueOn} >= ${value('fromDay')} and not ${isCorrected}`)
      .orderBy(sql`${noticeDueOn}`)
      .limit(value('limit'))
      .prepare(),
    mail: db
      .select({
        waiting: count(),
        failed: sql<number>`coalesce(sum(${mailQueue.attempts} > 0), 0)`,
        oldestAtMs: min(mailQueue.createdAtMs),
      })
      .from(mailQueue)
      .prepare(),
  }
}

/** What is due, and signs of health. */
export function todayStore({ db, read }: Connection): TodayStore {
  const own = whenNeeded(() => prepareToday(db))
  return {
    readUnanswered: (receivedBeforeMs, nowMs, limit) =>
      read('readUnanswered', () => own().unanswered.all({ receivedBeforeMs, nowMs, limit })),
    readHoldsByEnd: (afterMs, limit) =>
      read('readHoldsByEnd', () => own().holds.all({ afterMs, limit })),
    readNoticesDue: (fromDay, limit) =>
      read('readNoticesDue', () => own().notices.all({ fromDay, limit })),
    readSignsOfUse: (day) =>
      read('readSignsOfUse', () => ({
        pages: own().pages.get({ day })?.pages ?? 0,
        choices: own().choices.get({ day })?.choices ?? 0,
        lastConsentAtMs: own().lastConsent.get()?.atMs ?? null,
      })),
    readMailState: () =>
      read('readMailState', () => own().mail.get() ?? { waiting: 0, failed: 0, oldestAtMs: null }),
  }
}
