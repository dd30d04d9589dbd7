import { and, eq, gt, notExists, sql } from 'drizzle-orm'
import type { DeferredErasure, SubjectStore } from '../../store.ts'
import type { Connection } from '../connection.ts'
import { value, valuesOf } from '../queries.ts'
import { deferredErasures, legalHolds } from '../schema/subjects.ts'
import { whenNeeded } from '../when-needed.ts'
import { prepareWith } from '../with-write.ts'

type DeferredErasureStore = Pick<
  SubjectStore,
  'deferErasure' | 'readDueErasures' | 'forgetDeferredErasure'
>

/** Returns the function that defers an erasure; of an existing one only the act is replaced. */
export function prepareDefer(db: Connection['db']): (erasure: DeferredErasure) => void {
  const insert = () => db.insert(deferredErasures).values(valuesOf(deferredErasures))
  const set = { act: sql`excluded.act` }
  const own = whenNeeded(() => ({
    keep: insert().onConflictDoNothing().prepare(),
    replace: insert().onConflictDoUpdate({ target: deferredErasures.ref, set }).prepare(),
  }))
  return ({ act, ...erasure }) => {
    const statement = act === undefined ? own().keep : own().replace
    statement.run({ ...erasure, act: act ?? null })
  }
}

/** Forgets a deferred erasure. */
export const prepareForget = (db: Connection['db']) =>
  db
    .delete(deferredErasures)
    .where(eq(deferredErasures.ref, value('ref')))
    .prepare()

/** Statements of deferred erasures. */
function prepareDeferred(db: Connection['db']) {
  const hold = db
    .select({ one: sql`1` })
    .from(legalHolds)
    .where(and(eq(legalHolds.ref, deferredErasures.ref), gt(legalHolds.untilMs, value('nowMs'))))
  const due = db
    .select()
    .from(deferredErasures)
    .where(notExists(hold))
    .orderBy(deferredErasures.ref)
    .limit(value('limit'))
    .prepare()
  return { due, forget: prepareForget(db) }
}

/** Erasures deferred until the end of a legal hold. */
export function deferredErasureStore({ db, write, read }: Connection): DeferredErasureStore {
  const own = whenNeeded(() => prepareDeferred(db))
  const defer = prepareDefer(db)
  const writeWith = prepareWith(db)
  return {
    deferErasure: (erasure, further) =>
      write('deferErasure', () => {
        defer(erasure)
        writeWith(further)
      }),
    readDueErasures: (nowMs, limit) =>
      read('readDueErasures', () => own().due.all({ nowMs, limit })),
    forgetDeferredErasure: (ref, further) =>
      write('forgetDeferredErasure', () => {
        if (own().forget.run({ ref }).changes > 0) writeWith(further)
      }),
  }
}
