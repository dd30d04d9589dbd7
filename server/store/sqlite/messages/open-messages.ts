import { and, eq, isNull, lt, lte, notExists, or, sql } from 'drizzle-orm'
import type { MessageStore } from '../../store.ts'
import type { Connection } from '../connection.ts'
import { type Database, placeholderFor, value } from '../queries.ts'
import { endOfConsent, holdOf } from '../retention-classes.ts'
import { messages } from '../schema/messages.ts'
import { restrictions } from '../schema/subjects.ts'
import { whenNeeded } from '../when-needed.ts'
import { prepareWith } from '../with-write.ts'
import { messageColumns, prepareActs } from './work.ts'

/** Selects the block of a message, in a statement about messages. */
export const blockOf = (db: Database) =>
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

/** Selects a message with its present state. */
export const selectStored = (db: Database) => {
  const isBlocked = sql<number>`exists ${blockOf(db)}`.mapWith(Boolean)
  return db.select({ ...messageColumns(), isBlocked, validUntilMs: endOfConsent() }).from(messages)
}

/** Statements of open messages. */
export function prepareOpen(db: Database) {
  const isUnheld = notExists(holdOf(db, messages.id, messages.consentId))
  return {
    findOpen: selectStored(db)
      .where(
        and(
          isNull(messages.closedAtMs),
          or(
            lt(messages.receivedAtMs, value('receivedBeforeMs')),
            lte(endOfConsent(), value('endsByMs')),
          ),
          isUnheld,
        ),
      )
      .orderBy(messages.receivedAtMs)
      .limit(value('limit'))
      .prepare(),
    close: db
      .update(messages)
      .set({ closedAtMs: placeholderFor('nowMs') })
      .where(and(eq(messages.id, value('id')), isNull(messages.closedAtMs), isUnheld))
      .prepare(),
  }
}

/** Open messages. */
export function openMessageStore({
  db,
  write,
  read,
}: Connection): Pick<MessageStore, 'findOpenMessages' | 'closeOpenMessage'> {
  const own = whenNeeded(() => prepareOpen(db))
  const writeWith = prepareWith(db)
  const acts = prepareActs(db)
  return {
    findOpenMessages: (range, limit) =>
      read('findOpenMessages', () => own().findOpen.all({ ...range, limit })),
    closeOpenMessage: (id, closedAtMs, further) =>
      write('closeOpenMessage', () => {
        const taken = acts.look(further)
        if (taken !== 'stored') return taken
        if (own().close.run({ id, nowMs: closedAtMs }).changes === 0) return 'conflict'
        acts.take(further)
        writeWith(further)
        return 'stored'
      }),
  }
}
