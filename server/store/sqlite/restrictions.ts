import { and, asc, eq, isNull } from 'drizzle-orm'
import type { SubjectStore } from '../store.ts'
import type { Connection } from './connection.ts'
import { placeholderFor, value, valuesOf } from './queries.ts'
import { legalHolds, restrictions } from './schema/subjects.ts'
import { whenNeeded } from './when-needed.ts'

type RestrictionStore = Pick<
  SubjectStore,
  'addRestriction' | 'liftRestriction' | 'readRestrictions' | 'addLegalHold' | 'readLegalHolds'
>

/** Statements of blocks, restrictions and legal holds. */
export const prepareRestrictions = (db: Connection['db']) => ({
  add: db.insert(restrictions).values(valuesOf(restrictions)).onConflictDoNothing().prepare(),
  lift: db
    .update(restrictions)
    .set({ liftedAtMs: placeholderFor('atMs') })
    .where(
      and(
        eq(restrictions.ref, value('ref')),
        eq(restrictions.purpose, value('purpose')),
        isNull(restrictions.liftedAtMs),
      ),
    )
    .prepare(),
  read: db
    .select()
    .from(restrictions)
    .where(eq(restrictions.ref, value('ref')))
    .orderBy(asc(restrictions.atMs), asc(restrictions.id))
    .prepare(),
  addHold: db.insert(legalHolds).values(valuesOf(legalHolds)).onConflictDoNothing().prepare(),
  readHolds: db
    .select()
    .from(legalHolds)
    .where(eq(legalHolds.ref, value('ref')))
    .orderBy(asc(legalHolds.atMs), asc(legalHolds.id))
    .prepare(),
})

/** Blocks, restrictions and legal holds. */
export function restrictionStore({ db, write, read }: Connection): RestrictionStore {
  const own = whenNeeded(() => prepareRestrictions(db))
  return {
    addRestriction: (restriction) =>
      write('addRestriction', () =>
        own().add.run({ ...restriction }).changes === 1 ? 'stored' : 'duplicate',
      ),
    liftRestriction: (ref, purpose, atMs) =>
      write('liftRestriction', () => own().lift.run({ ref, purpose, atMs }).changes > 0),
    readRestrictions: (ref) => read('readRestrictions', () => own().read.all({ ref })),
    addLegalHold: (hold) =>
      write('addLegalHold', () =>
        own().addHold.run({ ...hold }).changes === 1 ? 'stored' : 'duplicate',
      ),
    readLegalHolds: (ref) => read('readLegalHolds', () => own().readHolds.all({ ref })),
  }
}
