import { and, eq, gt, lte, or, sql } from 'drizzle-orm'
import type { JobStore } from '../store.ts'
import type { Connection } from './connection.ts'
import { prepareEnqueue } from './messages/mail.ts'
import { type Database, placeholderFor, value } from './queries.ts'
import { jobs } from './schema/operation.ts'

/** Statements of regular jobs. */
const prepareJobs = (db: Database) => {
  const isThisJob = eq(jobs.name, value('name'))
  const isHeld = and(isThisJob, eq(jobs.holder, value('holder')))
  const add = db
    .insert(jobs)
    .values({ name: value('name'), heldUntilMs: 0 })
    .onConflictDoNothing()
    .prepare()
  const take = db
    .update(jobs)
    .set({ holder: placeholderFor('holder'), heldUntilMs: placeholderFor('untilMs') })
    .where(
      and(
        isThisJob,
        or(
          eq(jobs.holder, value('holder')),
          lte(jobs.heldUntilMs, value('nowMs')),
          gt(jobs.heldUntilMs, value('impossibleMs')),
        ),
      ),
    )
    .prepare()
  const find = db
    .select({ lastRunAtMs: jobs.lastRunAtMs, position: jobs.position })
    .from(jobs)
    .where(isThisJob)
    .prepare()
  const note = db
    .update(jobs)
    .set({ lastRunAtMs: placeholderFor('lastRunAtMs'), position: placeholderFor('position') })
    .where(isHeld)
    .prepare()
  const release = db.update(jobs).set({ holder: sql`null`, heldUntilMs: 0 }).where(isHeld).prepare()
  return { add, take, find, note, release }
}

/** Regular jobs. */
export function jobStore({ db, write, read }: Connection): JobStore {
  const { add, take, find, note, release } = prepareJobs(db)
  const enqueue = prepareEnqueue(db)
  return {
    takeJob: (name, holder, { nowMs, untilMs }) =>
      write('takeJob', () => {
        add.run({ name })
        // Twice as long as any lease: it was acquired while a clock was ahead.
        const impossibleMs = untilMs + (untilMs - nowMs)
        return take.run({ name, holder, nowMs, untilMs, impossibleMs }).changes === 1
          ? find.get({ name })
          : undefined
      }),
    noteJob: (name, holder, state, mails = []) =>
      write('noteJob', () => {
        if (note.run({ name, holder, ...state }).changes === 0) return false
        for (const mail of mails) enqueue(mail)
        return true
      }),
    findJob: (name) => read('findJob', () => find.get({ name })),
    releaseJob: (name, holder) =>
      write('releaseJob', () => {
        release.run({ name, holder })
      }),
  }
}
