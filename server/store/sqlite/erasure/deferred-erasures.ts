import { and, eq, gt, notExists, sql } from 'drizzle-orm'
import type { SubjectStore } from '../../store.ts'
import type { Connection } from '../connection.ts'
import { value, valuesOf } from '../queries.ts'
import { deferredErasures, legalHolds } from '../schema/subjects.ts'
import { whenNeeded } from '../when-needed.ts'
import { prepareWith } from '../with-write.ts'

type DeferredErasureStore = Pick<
  SubjectStore,
  'deferErasure' | 'readDueErasures' | 'forgetDeferredErasure'
>

/** Defers an erasure; an existing one is kept. */
export const prepareDefer = (db: Connection['db']) =>
  db.insert(deferredErasures).values(valuesOf(deferredErasures)).onConflictDoNothing().prepare()

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
  return { add: prepareDefer(db), due, forget: prepareForget(db) }
}

/** Erasures deferred until the end of a legal hold. */
export function deferredErasureStore({ db, write, read }: Connection): DeferredErasureStore {
  const own = whenNeeded(() => prepareDeferred(db))
  const writeWith = prepareWith(db)
  return {
    deferErasure: (erasure, further) =>
      write('deferErasure', () => {
        own().add.run({ ...erasure })
        writeWith(further)
      }),
    readDueErasures: (nowMs, limit) =>
      read('readDueErasures', () => own().due.all({ nowMs, limit })),
    forgetDeferredErasure: (ref) =>
      write('forgetDeferredErasure', () => void own().forget.run({ ref })),
  }
}
