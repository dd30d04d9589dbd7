import { and, asc, eq, gt, isNull, sql } from 'drizzle-orm'
import type { RecordedRestriction, SubjectStore, WithWrite } from '../../store.ts'
import type { Connection } from '../connection.ts'
import { placeholderFor, value, valuesOf } from '../queries.ts'
import { legalHolds, restrictions } from '../schema/subjects.ts'
import { whenNeeded } from '../when-needed.ts'
import { prepareWith } from '../with-write.ts'

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
  findHold: db
    .select({ one: sql`1` })
    .from(legalHolds)
    .where(and(eq(legalHolds.ref, value('ref')), gt(legalHolds.untilMs, value('nowMs'))))
    .limit(1)
    .prepare(),
  findActive: db
    .select({ one: sql`1` })
    .from(restrictions)
    .where(
      and(
        eq(restrictions.ref, value('ref')),
        eq(restrictions.purpose, value('purpose')),
        isNull(restrictions.liftedAtMs),
      ),
    )
    .limit(1)
    .prepare(),
})

/** Blocks, restrictions and legal holds. */
export function restrictionStore({ db, write, read }: Connection): RestrictionStore {
  const own = whenNeeded(() => prepareRestrictions(db))
  const writeWith = prepareWith(db)
  /** Writes what belongs to a change, if there was one. */
  const hasChanged = (changes: number, further: WithWrite | undefined): boolean => {
    if (changes > 0) writeWith(further)
    return changes > 0
  }
  const addBlock = ({ restriction, entries }: RecordedRestriction): void => {
    const { ref, purpose } = restriction
    if (own().findActive.get({ ref, purpose })) return
    hasChanged(own().add.run({ ...restriction }).changes, { entries })
  }
  return {
    addRestriction: (restriction, further) =>
      write('addRestriction', () =>
        hasChanged(own().add.run({ ...restriction }).changes, further) ? 'stored' : 'duplicate',
      ),
    liftRestriction: (ref, purpose, atMs, further) =>
      write('liftRestriction', () => {
        // A hold set since the caller looked.
        if (own().findHold.get({ ref, nowMs: further?.nowMs ?? atMs })) return 'held'
        return hasChanged(own().lift.run({ ref, purpose, atMs }).changes, further)
      }),
    readRestrictions: (ref) => read('readRestrictions', () => own().read.all({ ref })),
    addLegalHold: (hold, further) =>
      write('addLegalHold', () => {
        if (!hasChanged(own().addHold.run({ ...hold }).changes, further)) return 'duplicate'
        if (further?.block) addBlock(further.block)
        return 'stored'
      }),
    readLegalHolds: (ref) => read('readLegalHolds', () => own().readHolds.all({ ref })),
  }
}
