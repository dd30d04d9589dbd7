import { and, between, eq, getTableColumns, gte, isNotNull, isNull, lt, ne, sql } from 'drizzle-orm'
import type { AffectedStore } from '../store.ts'
import type { Connection } from './connection.ts'
import { type Database, value } from './queries.ts'
import { consentRecords } from './schema/consents.ts'
import { messages } from './schema/messages.ts'
import { restrictions } from './schema/subjects.ts'
import { visits } from './schema/visits.ts'
import { whenNeeded } from './when-needed.ts'

/** Statements that find whom a breach has affected. The one over visits looks into the tree by day; the others read a table. */
export function prepareAffected(db: Database) {
  const block = db
    .select({ one: sql`1` })
    .from(restrictions)
    .where(
      and(
        eq(restrictions.ref, messages.id),
        eq(restrictions.purpose, ''),
        isNull(restrictions.liftedAtMs),
      ),
    )
  return {
    messages: db
      .select({
        ...getTableColumns(messages),
        isBlocked: sql<number>`exists ${block}`.mapWith(Boolean),
      })
      .from(messages)
      .where(
        and(
          gte(messages.receivedAtMs, value('fromMs')),
          lt(messages.receivedAtMs, value('beforeMs')),
        ),
      )
      .limit(value('limit'))
      .prepare(),
    consents: db
      .select({ id: consentRecords.id })
      .from(consentRecords)
      .where(
        and(
          gte(consentRecords.givenAtMs, value('fromMs')),
          lt(consentRecords.givenAtMs, value('beforeMs')),
          ne(consentRecords.surface, 'contact_form'),
          isNotNull(consentRecords.secretHash),
        ),
      )
      .limit(value('limit'))
      .prepare(),
    visitors: db
      .selectDistinct({ id: visits.consentId })
      .from(visits)
      .where(between(visits.day, value('fromDay'), value('toDay')))
      .limit(value('limit'))
      .prepare(),
  }
}

/** Who a breach has affected. */
export function affectedStore({ db, read }: Connection): AffectedStore {
  const own = whenNeeded(() => prepareAffected(db))
  return {
    findMessagesReceived: (fromMs, beforeMs, limit) =>
      read('findMessagesReceived', () => own().messages.all({ fromMs, beforeMs, limit })),
    findConsentsGiven: (fromMs, beforeMs, limit) =>
      read('findConsentsGiven', () =>
        own()
          .consents.all({ fromMs, beforeMs, limit })
          .map(({ id }) => id),
      ),
    findVisitors: (fromDay, toDay, limit) =>
      read('findVisitors', () =>
        own()
          .visitors.all({ fromDay, toDay, limit })
          .map(({ id }) => id),
      ),
  }
}
