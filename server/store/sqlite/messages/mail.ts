import { and, asc, eq, gt, lte, or, sql } from 'drizzle-orm'
import type { MailStore, PreparedMail, UseStore } from '../../store.ts'
import type { Connection } from '../connection.ts'
import { type Database, placeholderFor, value, valuesOf } from '../queries.ts'
import { prepareUses } from '../registers/uses.ts'
import { mailQueue } from '../schema/operation.ts'
import { prepareTally } from '../visits/tally.ts'
import { whenNeeded } from '../when-needed.ts'
import { prepareActs } from './work.ts'

/**
 * Queues a mail unless one of its limits is used up. Runs inside the write of the event it reports, so neither exists without
 * the other; and it is counted there, so concurrent ones are counted one after the other.
 */
export function prepareEnqueue(db: Database) {
  const add = whenNeeded(() =>
    db.insert(mailQueue).values(valuesOf(mailQueue)).onConflictDoNothing().prepare(),
  )
  const uses = prepareUses(db)
  return ({ mail, limits }: PreparedMail): 'stored' | 'duplicate' | 'too_many' => {
    if (!uses.spend(limits, mail.createdAtMs)) return 'too_many'
    return add().run({ ...mail }).changes === 1 ? 'stored' : 'duplicate'
  }
}

/** Removes a mail from the queue. */
export const prepareRemoveMail = (db: Database) =>
  db
    .delete(mailQueue)
    .where(eq(mailQueue.id, value('id')))
    .prepare()

/** Statements of the mail queue. */
function prepareMail(db: Database) {
  const isThis = eq(mailQueue.id, value('id'))
  const due = db
    .select()
    .from(mailQueue)
    .where(
      or(
        lte(mailQueue.nextAttemptAtMs, value('nowMs')),
        gt(mailQueue.nextAttemptAtMs, value('impossibleMs')),
      ),
    )
    .orderBy(asc(mailQueue.nextAttemptAtMs))
    .limit(value('limit'))
    .prepare()
  const postpone = db
    .update(mailQueue)
    .set({
      nextAttemptAtMs: placeholderFor('nextAttemptAtMs'),
      attempts: sql`${mailQueue.attempts} + 1`,
    })
    .where(and(isThis, eq(mailQueue.attempts, value('attempts'))))
    .prepare()
  return { due, postpone, remove: prepareRemoveMail(db) }
}

/** The mail queue, and the counted uses that limit it. */
export function mailStore({ db, write, read }: Connection): MailStore & UseStore {
  const own = whenNeeded(() => prepareMail(db))
  const enqueue = prepareEnqueue(db)
  const uses = prepareUses(db)
  const acts = prepareActs(db)
  const addToTally = prepareTally(db)
  return {
    deleteUses: (beforeMs) => write('deleteUses', () => uses.deleteBefore(beforeMs)),
    enqueueMail: (mail, limits = []) => write('enqueueMail', () => enqueue({ mail, limits })),
    readDueMail: (nowMs, limit, impossibleMs = Number.MAX_SAFE_INTEGER) =>
      read('readDueMail', () => own().due.all({ nowMs, limit, impossibleMs })),
    postponeMail: (id, next) =>
      write('postponeMail', () =>
        own().postpone.run({ id, ...next }).changes === 1 ? 'stored' : 'conflict',
      ),
    deleteMail: (id) =>
      write('deleteMail', () => {
        if (own().remove.run({ id }).changes > 0) acts.report(id, 'sent')
      }),
    destroyMail: (id) =>
      write('destroyMail', () => {
        const { changes } = own().remove.run({ id })
        if (changes > 0) acts.report(id, 'failed')
        addToTally('mail_queue', changes)
      }),
  }
}
