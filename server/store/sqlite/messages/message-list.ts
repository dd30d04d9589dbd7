import { and, asc, count, desc, eq, isNotNull, isNull, notExists, type SQL, sql } from 'drizzle-orm'
import type { MessageQuery, WorkStore } from '../../store.ts'
import type { Connection } from '../connection.ts'
import type { Database } from '../queries.ts'
import { consentRecords } from '../schema/consents.ts'
import { messages } from '../schema/messages.ts'
import { blockOf } from './open-messages.ts'
import { isOfWork, messageColumns, presentWork, workColumnsOf } from './work.ts'

/** Conditions that an index of messages answers. */
const isWanted = (query: MessageQuery): SQL | undefined =>
  and(
    isOfWork(messages, query),
    query.isOpen === undefined
      ? undefined
      : (query.isOpen ? isNull : isNotNull)(messages.closedAtMs),
  )

/** The statements of one list of messages: its rows, how many there are, and how many of these staff must not see. */
export function buildMessageList(db: Database, query: MessageQuery) {
  const { after, isDescending, limit, nowMs } = query
  const order = isDescending ? desc : asc
  const endsAtMs = sql<number>`${consentRecords.validUntilMs}`
  const place = sql`(${messages.receivedAtMs}, ${messages.id})`
  const isAfter =
    after && sql`${place} ${sql.raw(isDescending ? '<' : '>')} (${Number(after.sort)}, ${after.id})`
  return {
    rows: db
      .select({
        ...messageColumns(),
        ...{ isBlocked: sql<boolean>`0`.mapWith(Boolean), validUntilMs: endsAtMs },
        ...workColumnsOf(messages),
      })
      .from(messages)
      .innerJoin(consentRecords, eq(consentRecords.id, messages.consentId))
      .where(and(isWanted(query), isAfter, notExists(blockOf(db)), sql`${endsAtMs} > ${nowMs}`))
      .orderBy(order(messages.receivedAtMs), order(messages.id))
      .limit(limit),
    count: db.select({ all: count() }).from(messages).where(isWanted(query)),
    /** Found from the few blocks and ended consents, so that a long list need not be read for it. */
    hidden: db
      .select({ all: sql<number>`count(distinct ${messages.id})` })
      .from(messages)
      .where(
        and(
          isWanted(query),
          sql`${messages.id} in (select ref from restrictions where kind = 'message' and purpose = '' and lifted_at_ms is null
            union all select ended.id from messages as ended where ended.consent_id in (select id from consent_records where valid_until_ms <= ${nowMs} and surface = 'contact_form'))`,
        ),
      ),
  }
}

/** The list of messages for staff. */
export const messageListStore = ({ db, read }: Connection): Pick<WorkStore, 'listMessages'> => ({
  listMessages: (query) =>
    read('listMessages', () => {
      const built = buildMessageList(db, query)
      const rows = built.rows.all().map((row) => ({ ...row, ...presentWork(row) }))
      const total = (built.count.get()?.all ?? 0) - (built.hidden.get()?.all ?? 0)
      return { rows, total }
    }),
})
