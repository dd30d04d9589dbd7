import { and, asc, count, desc, eq, isNotNull, or } from 'drizzle-orm'
import type { AddResult, RequestRow, SubjectStore, WithClosing, WithRequest } from '../../store.ts'
import type { Connection } from '../connection.ts'
import { prepareDefer } from '../erasure/deferred-erasures.ts'
import { emptiedOf } from '../erasure/erased-columns.ts'
import { prepareActs, requestColumns, valuesAmong } from '../messages/work.ts'
import { placeholderFor, value } from '../queries.ts'
import { consentRecords } from '../schema/consents.ts'
import { messages } from '../schema/messages.ts'
import { requests } from '../schema/subjects.ts'
import { whenNeeded } from '../when-needed.ts'
import { prepareWith } from '../with-write.ts'
import { isOfEmail } from './request-list.ts'

type RequestStore = Pick<
  SubjectStore,
  | 'addRequest'
  | 'findRequest'
  | 'readRequestsOf'
  | 'readRequests'
  | 'closeRequest'
  | 'clearRequests'
>

/** What a new request is stored with: its own columns, and what it is found by. */
const insertedColumns = () => {
  const { emailIndex, thread } = requests
  return valuesAmong(requests, { ...requestColumns(), emailIndex, thread })
}

/** Statements that find what a request is about, while it is linked to its person. */
const preparePresent = (db: Connection['db']) => ({
  findMessage: db
    .select({ id: messages.id })
    .from(messages)
    .where(eq(messages.id, value('subjectRef')))
    .prepare(),
  /** An erased consent has no secret any more. */
  findLinkedConsent: db
    .select({ id: consentRecords.id })
    .from(consentRecords)
    .where(and(eq(consentRecords.id, value('subjectRef')), isNotNull(consentRecords.secretHash)))
    .prepare(),
})

/** Statements of data subjects' requests. */
export const prepareRequests = (db: Connection['db']) => ({
  add: db.insert(requests).values(insertedColumns()).onConflictDoNothing().prepare(),
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
    .select(requestColumns())
    .from(requests)
    .where(eq(requests.number, value('number')))
    .prepare(),
  readOf: db
    .select(requestColumns())
    .from(requests)
    .where(eq(requests.subjectRef, value('subjectRef')))
    .orderBy(desc(requests.receivedAtMs), desc(requests.id))
    .prepare(),
  read: db
    .select(requestColumns())
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

/** What a request is found by: a verified address of somebody without a credential, and its thread. */
function findBy(
  db: Connection['db'],
  { subjectKind, subjectRef, number }: RequestRow,
  given: readonly Uint8Array[],
) {
  const indexes = given.map((index) => Buffer.from(index))
  const isSame = eq(requests.subjectRef, subjectRef)
  const earlier = db
    .select({ thread: requests.thread })
    .from(requests)
    .where(indexes.length > 0 ? or(isSame, isOfEmail(db, indexes)) : isSame)
    .orderBy(asc(requests.receivedAtMs))
    .limit(1)
    .get()
  return {
    emailIndex: subjectKind === 'address' ? (indexes[0] ?? null) : null,
    thread: earlier?.thread || number,
  }
}

/** Returns the function that closes an open request with its act and what is written with it. */
function prepareClosing(db: Connection['db']) {
  const [acts, defer, writeWith] = [prepareActs(db), prepareDefer(db), prepareWith(db)]
  return (close: () => boolean, further: WithClosing | undefined) => {
    const taken = acts.look(further)
    if (taken === 'changed' || taken === 'absent') return taken
    if (!close()) return taken === 'repeated' ? taken : 'absent'
    // An act that was noted before it was carried out is one act.
    if (taken === 'repeated') acts.noteMail(further)
    else acts.take(further)
    for (const erasure of further?.deferred ?? []) defer(erasure)
    writeWith(further)
    return 'closed'
  }
}

/** Requests of data subjects. */
export function requestStore({ db, write, read }: Connection): RequestStore {
  const own = whenNeeded(() => ({
    ...prepareRequests(db),
    ...preparePresent(db),
    end: prepareEnd(db),
  }))
  const writeWith = prepareWith(db)
  const closing = prepareClosing(db)
  const isPresent = ({ subjectKind, subjectRef }: RequestRow) =>
    (subjectKind === 'message'
      ? own().findMessage.get({ subjectRef })
      : own().findLinkedConsent.get({ subjectRef })) !== undefined
  const add = (
    request: RequestRow,
    openAtMost: number,
    further: WithRequest | undefined,
  ): AddResult | 'too_many' | 'absent' => {
    const { id, subjectRef } = request
    if (further?.isOfPresentThing && !isPresent(request)) return 'absent'
    const isThere = own().findById.get({ id }) !== undefined
    if (!isThere && (own().countOpen.get({ subjectRef })?.open ?? 0) >= openAtMost)
      return 'too_many'
    const found = findBy(db, request, further?.emailIndexes ?? [])
    if (own().add.run({ name: null, limitOn: null, ...request, ...found }).changes === 1) {
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
    closeRequest: (number, closed, further) =>
      write('closeRequest', () =>
        closing(() => own().close.run({ number, ...closed }).changes === 1, further),
      ),
    clearRequests: (subjectRef, endedAtMs) =>
      write('clearRequests', () => {
        if (endedAtMs !== undefined) own().end.run({ subjectRef, atMs: endedAtMs })
        own().clear.run({ subjectRef })
      }),
  }
}
