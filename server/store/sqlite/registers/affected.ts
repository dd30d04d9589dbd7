import {
  and,
  between,
  eq,
  getTableColumns,
  gt,
  gte,
  isNotNull,
  isNull,
  lt,
  ne,
  sql,
} from 'drizzle-orm'
import type { AffectedStore } from '../../store.ts'
import type { Connection } from '../connection.ts'
import { type Database, value } from '../queries.ts'
import { endOfConsent } from '../retention-classes.ts'
import { consentRecords } from '../schema/consents.ts'
import { messages } from '../schema/messages.ts'
import { restrictions } from '../schema/subjects.ts'
import { visits } from '../schema/visits.ts'
import { whenNeeded } from '../when-needed.ts'

/** The condition that a message is blocked. */
const blockOf = (db: Database) =>
  db
    .select({ one: sql`1` })
    .from(restrictions)
    .where(
      and(
        eq(restrictions.ref, messages.id),
        eq(restrictions.purpose, ''),
        isNull(restrictions.liftedAtMs),
      ),
    )

/** Statements that find the people affected by a breach. The one for visits uses the tree by day; the others scan a table. */
export function prepareAffected(db: Database) {
  return {
    messages: db
      .select({
        ...getTableColumns(messages),
        isBlocked: sql<number>`exists ${blockOf(db)}`.mapWith(Boolean),
        validUntilMs: endOfConsent(),
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
      .where(and(between(visits.day, value('fromDay'), value('toDay')), ne(visits.consentId, '')))
      .limit(value('limit'))
      .prepare(),
    consentsAfter: db
      .select({ id: consentRecords.id })
      .from(consentRecords)
      .where(and(gt(consentRecords.id, value('after')), ne(consentRecords.surface, 'contact_form')))
      .orderBy(consentRecords.id)
      .limit(value('limit'))
      .prepare(),
  }
}

/** Consents searched at once for visits that must not be joined. */
const CONSENTS_PER_LOOK = 500

/**
 * Returns the function that finds consents with visits that must not be joined: those do not refer to a consent, so each
 * consent is searched.
 */
function createFindHidden(
  { hidden, read, turns }: Connection,
  own: () => ReturnType<typeof prepareAffected>,
) {
  return async (fromDay: string, toDay: string, limit: number): Promise<readonly string[]> => {
    const giveWay = turns.createGiveWay()
    const days = hidden.days().filter((day) => day >= fromDay && day <= toDay)
    const found: string[] = []
    for (let after = ''; days.length > 0 && found.length < limit; ) {
      const look = { after, limit: CONSENTS_PER_LOOK }
      const ids = await read('findVisitors', () => {
        const all = own()
          .consentsAfter.all(look)
          .map(({ id }) => id)
        found.push(...all.filter((id) => days.some((day) => hidden.count(day, id) > 0)))
        return all
      })
      after = ids.at(-1) ?? ''
      if (ids.length < CONSENTS_PER_LOOK) break
      await giveWay()
    }
    return found.slice(0, limit)
  }
}

/** The people affected by a breach. */
export function affectedStore(connection: Connection): AffectedStore {
  const { db, read } = connection
  const own = whenNeeded(() => prepareAffected(db))
  const findHidden = createFindHidden(connection, own)
  return {
    findMessagesReceived: (fromMs, beforeMs, limit) =>
      read('findMessagesReceived', () => own().messages.all({ fromMs, beforeMs, limit })),
    findConsentsGiven: (fromMs, beforeMs, limit) =>
      read('findConsentsGiven', () =>
        own()
          .consents.all({ fromMs, beforeMs, limit })
          .map(({ id }) => id),
      ),
    findVisitors: async (fromDay, toDay, limit) => {
      const linked = await read('findVisitors', () =>
        own()
          .visitors.all({ fromDay, toDay, limit })
          .map(({ id }) => id),
      )
      const hidden = await findHidden(fromDay, toDay, limit)
      return [...new Set([...linked, ...hidden])].slice(0, limit)
    },
  }
}
