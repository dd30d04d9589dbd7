import { and, count, eq, gt, gte, inArray, isNull, lt, lte, sql } from 'drizzle-orm'
import type { OneTimeCode, SubjectStore } from '../store.ts'
import type { Connection } from './connection.ts'
import { placeholderFor, value, valuesOf } from './queries.ts'
import { oneTimeCodes } from './schema/subjects.ts'

type CodeStore = Pick<
  SubjectStore,
  'addCode' | 'spendTry' | 'openCodeSession' | 'findCodeSession' | 'deleteEndedCodes'
>

/** What has ended is kept for an hour from its making, so that the codes of that hour can be counted. */
const COUNTED_MS = 3_600_000

/** Statements of one-time codes and their sessions. */
export const prepareCodes = (db: Connection['db']) => {
  const isUnused = and(eq(oneTimeCodes.id, value('id')), isNull(oneTimeCodes.tokenHash))
  return {
    add: db.insert(oneTimeCodes).values(valuesOf(oneTimeCodes)).onConflictDoNothing().prepare(),
    /** The number of indexes varies, so this one is built for each call. */
    count: (indexes: readonly Buffer[], sinceMs: number) =>
      db
        .select({ made: count() })
        .from(oneTimeCodes)
        .where(
          and(
            inArray(oneTimeCodes.emailIndex, [...indexes]),
            gte(oneTimeCodes.createdAtMs, sinceMs),
          ),
        ),
    spend: db
      .update(oneTimeCodes)
      .set({ triesLeft: sql`${oneTimeCodes.triesLeft} - 1` })
      .where(
        and(isUnused, gt(oneTimeCodes.triesLeft, 0), gt(oneTimeCodes.expiresAtMs, value('nowMs'))),
      )
      .returning()
      .prepare(),
    openSession: db
      .update(oneTimeCodes)
      .set({ tokenHash: placeholderFor('tokenHash'), expiresAtMs: placeholderFor('expiresAtMs') })
      .where(isUnused)
      .prepare(),
    findSession: db
      .select()
      .from(oneTimeCodes)
      .where(
        and(
          eq(oneTimeCodes.tokenHash, value('tokenHash')),
          gt(oneTimeCodes.expiresAtMs, value('nowMs')),
        ),
      )
      .prepare(),
    deleteEnded: db
      .delete(oneTimeCodes)
      .where(
        and(
          lte(oneTimeCodes.expiresAtMs, value('nowMs')),
          lt(oneTimeCodes.createdAtMs, value('uncountedMs')),
        ),
      )
      .prepare(),
  }
}

/** One-time codes, and the sessions that they open. */
export function codeStore({ db, write, read }: Connection): CodeStore {
  const own = prepareCodes(db)
  const spend = (id: string, nowMs: number): OneTimeCode | undefined => {
    const [spent] = own.spend.all({ id, nowMs })
    return spent && { ...spent, triesLeft: spent.triesLeft + 1 }
  }
  return {
    addCode: (code, { emailIndexes, sinceMs, atMost }) =>
      write('addCode', () => {
        const indexes = emailIndexes.map((index) => Buffer.from(index))
        if ((own.count(indexes, sinceMs).get()?.made ?? 0) >= atMost) return 'too_many'
        return own.add.run({ ...code }).changes === 1 ? 'stored' : 'duplicate'
      }),
    spendTry: (id, nowMs) => write('spendTry', () => spend(id, nowMs)),
    openCodeSession: (id, session) =>
      write('openCodeSession', () =>
        own.openSession.run({ id, ...session }).changes === 1 ? 'stored' : 'conflict',
      ),
    findCodeSession: (tokenHash, nowMs) =>
      read('findCodeSession', () =>
        own.findSession.get({ tokenHash: Buffer.from(tokenHash), nowMs }),
      ),
    deleteEndedCodes: (nowMs) =>
      write(
        'deleteEndedCodes',
        () => own.deleteEnded.run({ nowMs, uncountedMs: nowMs - COUNTED_MS }).changes,
      ),
  }
}
