import { and, eq, gt, lte, or, sql } from 'drizzle-orm'
import type { JobStore } from '../store.ts'
import type { Connection } from './connection.ts'
import { prepareEnqueue } from './messages/mail.ts'
import { type Database, placeholderFor, value } from './queries.ts'
import { jobs } from './schema/operation.ts'

/** Statements of regular jobs. A job is free where its `heldUntilMs` has passed; 0 where nobody holds it. */
const prepareJobs = (db: Database) => {
  const isThisJob = eq(jobs.name, value('name'))
  const isThisJobOfHolder = and(isThisJob, eq(jobs.holder, value('holder')))
  /** A job that has never run has no row yet. */
  const add = db
    .insert(jobs)
    .values({ name: value('name'), heldUntilMs: 0 })
    .onConflictDoNothing()
    .prepare()
  /** Acquires the job, or renews the lease of the same holder. Changes no row where another one holds it. */
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
    .where(isThisJobOfHolder)
    .prepare()
  const release = db
    .update(jobs)
    .set({ holder: sql`null`, heldUntilMs: 0 })
    .where(isThisJobOfHolder)
    .prepare()
  return { add, take, find, note, release }
}

/** Regular jobs: who runs each, and how far it has come. */
export function jobStore({ db, write, read }: Connection): JobStore {
  const { add, take, find, note, release } = prepareJobs(db)
  const enqueue = prepareEnqueue(db)
  return {
    takeJob: (name, holder, { nowMs, untilMs }) =>
      write('takeJob', () => {
        add.run({ name })
        // A lease that ends after this is more than twice as long as any: it was acquired while a clock was ahead.
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
