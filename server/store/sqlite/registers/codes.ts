import { and, eq, gt, isNull, lte, sql } from 'drizzle-orm'
import type { OneTimeCode, SubjectStore } from '../../store.ts'
import type { Connection } from '../connection.ts'
import { prepareEnqueue, prepareRemoveMail } from '../messages/mail.ts'
import { placeholderFor, value, valuesOf } from '../queries.ts'
import { oneTimeCodes } from '../schema/subjects.ts'
import { whenNeeded } from '../when-needed.ts'
import { prepareUses } from './uses.ts'

type CodeStore = Pick<
  SubjectStore,
  'addCode' | 'spendTry' | 'openCodeSession' | 'findCodeSession' | 'deleteEndedCodes'
>

/** A code from further in the future was created by a wrong clock: its age is unknown, so it is rejected. */
const AHEAD_MS = 60_000

/** Statements of one-time codes and their sessions. */
export const prepareCodes = (db: Connection['db']) => {
  const isInTime = and(
    gt(oneTimeCodes.expiresAtMs, value('nowMs')),
    lte(oneTimeCodes.createdAtMs, value('aheadMs')),
  )
  const isUnused = and(eq(oneTimeCodes.id, value('id')), isNull(oneTimeCodes.tokenHash))
  return {
    add: db.insert(oneTimeCodes).values(valuesOf(oneTimeCodes)).onConflictDoNothing().prepare(),
    spend: db
      .update(oneTimeCodes)
      .set({ triesLeft: sql`${oneTimeCodes.triesLeft} - 1` })
      .where(and(isUnused, gt(oneTimeCodes.triesLeft, 0), isInTime))
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
      .where(and(eq(oneTimeCodes.tokenHash, value('tokenHash')), isInTime))
      .prepare(),
    deleteEnded: db
      .delete(oneTimeCodes)
      .where(lte(oneTimeCodes.expiresAtMs, value('nowMs')))
      .prepare(),
  }
}

/** One-time codes, and the sessions that they open. */
export function codeStore({ db, write, read }: Connection): CodeStore {
  const own = whenNeeded(() => prepareCodes(db))
  const uses = prepareUses(db)
  const enqueue = prepareEnqueue(db)
  const removeMail = whenNeeded(() => prepareRemoveMail(db))
  const spend = (id: string, nowMs: number): OneTimeCode | undefined => {
    const [spent] = own().spend.all({ id, nowMs, aheadMs: nowMs + AHEAD_MS })
    return spent && { ...spent, triesLeft: spent.triesLeft + 1 }
  }
  return {
    addCode: (code, limits, mail) =>
      write('addCode', () => {
        if (!uses.spend(limits, code.createdAtMs)) return 'too_many'
        if (own().add.run({ ...code }).changes === 0) return 'duplicate'
        if (mail) {
          enqueue(mail)
          // Runs in both cases, so that the work is the same.
          removeMail().run({ id: mail.isWanted ? '' : mail.mail.id })
        }
        return 'stored'
      }),
    spendTry: (id, nowMs) => write('spendTry', () => spend(id, nowMs)),
    openCodeSession: (id, session) =>
      write('openCodeSession', () =>
        own().openSession.run({ id, ...session }).changes === 1 ? 'stored' : 'conflict',
      ),
    findCodeSession: (tokenHash, nowMs) =>
      read('findCodeSession', () =>
        own().findSession.get({
          tokenHash: Buffer.from(tokenHash),
          ...{ nowMs, aheadMs: nowMs + AHEAD_MS },
        }),
      ),
    deleteEndedCodes: (nowMs) =>
      write('deleteEndedCodes', () => own().deleteEnded.run({ nowMs }).changes),
  }
}
