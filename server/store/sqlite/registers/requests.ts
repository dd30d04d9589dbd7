import { and, asc, count, desc, eq } from 'drizzle-orm'
import type { AddResult, RequestRow, SubjectStore, WithWrite } from '../../store.ts'
import type { Connection } from '../connection.ts'
import { prepareDefer } from '../erasure/deferred-erasures.ts'
import { emptiedOf } from '../erasure/erased-columns.ts'
import { placeholderFor, value, valuesOf } from '../queries.ts'
import { requests } from '../schema/subjects.ts'
import { whenNeeded } from '../when-needed.ts'
import { prepareWith } from '../with-write.ts'

type RequestStore = Pick<
  SubjectStore,
  | 'addRequest'
  | 'findRequest'
  | 'readRequestsOf'
  | 'readRequests'
  | 'closeRequest'
  | 'clearRequests'
>

/** Statements of data subjects' requests. */
export const prepareRequests = (db: Connection['db']) => ({
  add: db.insert(requests).values(valuesOf(requests)).onConflictDoNothing().prepare(),
  findById: db
    .select({ subjectRef: requests.subjectRef })
    .from(requests)
    .where(eq(requests.id, value('id')))
    .prepare(),
  countOpen: db
    .select({ open: count() })
    .from(requests)
    .where(and(eq(requests.subjectRef, value('subjectRef')), eq(requests.state, 'open')))
    .prepare(),
  find: db
    .select()
    .from(requests)
    .where(eq(requests.number, value('number')))
    .prepare(),
  readOf: db
    .select()
    .from(requests)
    .where(eq(requests.subjectRef, value('subjectRef')))
    .orderBy(desc(requests.receivedAtMs), desc(requests.id))
    .prepare(),
  read: db
    .select()
    .from(requests)
    .where(eq(requests.state, value('state')))
    .orderBy(asc(requests.dueOn))
    .limit(value('limit'))
    .prepare(),
  close: db
    .update(requests)
    .set({
      state: placeholderFor('state'),
      answer: placeholderFor('answer'),
      closedAtMs: placeholderFor('closedAtMs'),
    })
    .where(and(eq(requests.number, value('number')), eq(requests.state, 'open')))
    .prepare(),
  clear: db
    .update(requests)
    .set(emptiedOf(requests))
    .where(eq(requests.subjectRef, value('subjectRef')))
    .prepare(),
})

/** Statement that ends what is open about a thing that is erased. What was said in it is cleared by who runs it. */
export const prepareEnd = (db: Connection['db']) =>
  db
    .update(requests)
    .set({ state: 'answered', closedAtMs: placeholderFor('atMs') })
    .where(and(eq(requests.subjectRef, value('subjectRef')), eq(requests.state, 'open')))
    .prepare()

/** Requests of data subjects. */
export function requestStore({ db, write, read }: Connection): RequestStore {
  const own = whenNeeded(() => ({ ...prepareRequests(db), end: prepareEnd(db) }))
  const writeWith = prepareWith(db)
  const defer = whenNeeded(() => prepareDefer(db))
  const add = (
    request: RequestRow,
    openAtMost: number,
    further: WithWrite | undefined,
  ): AddResult | 'too_many' => {
    const { id, subjectRef } = request
    const isThere = own().findById.get({ id }) !== undefined
    if (!isThere && (own().countOpen.get({ subjectRef })?.open ?? 0) >= openAtMost)
      return 'too_many'
    if (own().add.run({ name: null, ...request }).changes === 1) {
      writeWith(further)
      return 'stored'
    }
    return own().findById.get({ id })?.subjectRef === subjectRef ? 'duplicate' : 'conflict'
  }
  return {
    addRequest: (request, openAtMost = Number.POSITIVE_INFINITY, further) =>
      write('addRequest', () => add(request, openAtMost, further)),
    findRequest: (number) => read('findRequest', () => own().find.get({ number })),
    readRequestsOf: (subjectRef) => read('readRequestsOf', () => own().readOf.all({ subjectRef })),
    readRequests: (state, limit) => read('readRequests', () => own().read.all({ state, limit })),
    closeRequest: (number, closing, further) =>
      write('closeRequest', () => {
        if (own().close.run({ number, ...closing }).changes === 0) return 'absent'
        if (further?.deferred) defer().run({ ...further.deferred })
        writeWith(further)
        return 'closed'
      }),
    clearRequests: (subjectRef, endedAtMs) =>
      write('clearRequests', () => {
        if (endedAtMs !== undefined) own().end.run({ subjectRef, atMs: endedAtMs })
        own().clear.run({ subjectRef })
      }),
  }
}
