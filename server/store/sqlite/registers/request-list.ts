import { and, asc, desc, eq, inArray, or, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import type { RequestQuery, WorkStore } from '../../store.ts'
import type { Connection } from '../connection.ts'
import { isOfWork, presentWork, requestColumns, workColumnsOf } from '../messages/work.ts'
import type { Database } from '../queries.ts'
import { messages } from '../schema/messages.ts'
import { requests } from '../schema/subjects.ts'

type Requests = typeof requests

function isWanted(table: Requests, query: RequestQuery) {
  const { states, scope } = query
  const [only] = states ?? []
  return and(
    states === undefined
      ? undefined
      : states.length === 1 && only !== undefined
        ? eq(table.state, only)
        : inArray(table.state, [...states]),
    scope === undefined ? undefined : eq(table.scope, scope),
    isOfWork(table, query),
  )
}

const sortOf = (table: Requests, { orderBy }: Pick<RequestQuery, 'orderBy'>) =>
  orderBy === 'due' ? table.dueOn : table.receivedAtMs

const listed = () => ({
  ...requestColumns(),
  inThread: sql<number>`(select count(*) from requests as same where same.thread = requests.thread)`,
  ...workColumnsOf(requests),
})

/** The statements of one list of requests: its rows, and how many there are. */
export function buildRequestList(db: Database, query: RequestQuery) {
  const { after, isDescending, limit } = query
  const sort = sortOf(requests, query)
  const order = isDescending ? desc : asc
  const sign = sql.raw(isDescending ? '<' : '>')
  const earlier = alias(requests, 'earlier')
  /** Whether another request of the thread stands before this one in the list. */
  const isLater = sql`exists ${db
    .select({ one: sql`1` })
    .from(earlier)
    .where(
      and(
        eq(earlier.thread, requests.thread),
        isWanted(earlier as unknown as Requests, query),
        sql`(${sort}, ${requests.id}) ${sign} (${sortOf(earlier as unknown as Requests, query)}, ${earlier.id})`,
      ),
    )}`
  const isAfter: SQL | undefined =
    after && sql`(${sort}, ${requests.id}) ${sign} (${after.sort}, ${after.id})`
  return {
    rows: db
      .select(listed())
      .from(requests)
      .where(and(isWanted(requests, query), isAfter, sql`not ${isLater}`))
      .orderBy(order(sort), order(requests.id))
      .limit(limit),
    count: db
      .select({ all: sql<number>`count(distinct ${requests.thread})` })
      .from(requests)
      .where(isWanted(requests, query)),
  }
}

/** The requests of a verified address, and those about messages sent from it. */
export const isOfEmail = (db: Database, emailIndexes: readonly Buffer[]) =>
  or(
    inArray(requests.emailIndex, [...emailIndexes]),
    inArray(
      requests.subjectRef,
      db
        .select({ id: messages.id })
        .from(messages)
        .where(inArray(messages.emailIndex, [...emailIndexes])),
    ),
  )

/** Lists of requests for staff. */
export const requestListStore = ({
  db,
  read,
}: Connection): Pick<WorkStore, 'listRequests' | 'readThreadOf' | 'findRequestsByEmail'> => ({
  listRequests: (query) =>
    read('listRequests', () => {
      const built = buildRequestList(db, query)
      const rows = built.rows.all().map((row) => ({ ...row, ...presentWork(row) }))
      return { rows, total: built.count.get()?.all ?? 0 }
    }),
  readThreadOf: (requestId) =>
    read('readThreadOf', () =>
      db
        .select(listed())
        .from(requests)
        .where(
          sql`${requests.thread} = (select own.thread from requests as own where own.id = ${requestId})`,
        )
        .orderBy(desc(requests.receivedAtMs), desc(requests.id))
        .all(),
    ),
  findRequestsByEmail: (emailIndexes) =>
    read('findRequestsByEmail', () =>
      db
        .select(requestColumns())
        .from(requests)
        .where(
          isOfEmail(
            db,
            emailIndexes.map((index) => Buffer.from(index)),
          ),
        )
        .orderBy(desc(requests.receivedAtMs), desc(requests.id))
        .all(),
    ),
})
