import { and, desc, eq, ne } from 'drizzle-orm'
import type { AdminSession, SessionStore, SignInSeen } from '../../store.ts'
import type { Connection } from '../connection.ts'
import { type Database, placeholderFor, value, valuesOf } from '../queries.ts'
import { accounts, adminPasswords, adminSessions } from '../schema/administrators.ts'
import { whenNeeded } from '../when-needed.ts'
import { prepareWith } from '../with-write.ts'
import type { AccountChanges } from './account-changes.ts'

/** Not the hash of any token: those have 32 bytes. */
const NO_SESSION = new Uint8Array()

function prepareSessions(db: Database) {
  const isThis = eq(adminSessions.tokenHash, value('tokenHash'))
  const isOfAccount = eq(adminSessions.accountId, value('accountId'))
  return {
    insert: db.insert(adminSessions).values(valuesOf(adminSessions)).prepare(),
    signedIn: db
      .update(accounts)
      .set({ lastSignInAtMs: placeholderFor('lastSignInAtMs') })
      .where(eq(accounts.id, value('id')))
      .prepare(),
    find: db.select().from(adminSessions).where(isThis).prepare(),
    list: db
      .select()
      .from(adminSessions)
      .where(isOfAccount)
      .orderBy(desc(adminSessions.createdAtMs))
      .prepare(),
    touch: db
      .update(adminSessions)
      .set({ lastSeenAtMs: placeholderFor('lastSeenAtMs') })
      .where(isThis)
      .prepare(),
    delete: db.delete(adminSessions).where(isThis).prepare(),
    deleteOf: db
      .delete(adminSessions)
      .where(and(isOfAccount, eq(adminSessions.id, value('id'))))
      .prepare(),
    deleteOthers: db
      .delete(adminSessions)
      .where(and(isOfAccount, ne(adminSessions.tokenHash, value('tokenHash'))))
      .prepare(),
  }
}

/** Sessions of staff. */
export const sessionStore = (
  { db, write, read }: Connection,
  { find }: AccountChanges,
): SessionStore => {
  const own = whenNeeded(() => prepareSessions(db))
  const writeWith = prepareWith(db)
  const isStill = (accountId: AdminSession['accountId'], seen: SignInSeen): boolean => {
    const { passwordHash, hasFactor, replacedTokenHash } = seen
    if (accountId === null)
      return db.select().from(adminPasswords).get()?.passwordHash === passwordHash
    const account = find(accountId)
    return (
      account?.disabledAtMs === null &&
      account.passwordHash === passwordHash &&
      (account.totpSecret !== null) === hasFactor &&
      // The last of all, since it writes.
      (!replacedTokenHash || own().delete.run({ tokenHash: replacedTokenHash }).changes > 0)
    )
  }
  return {
    addAdminSession: (session, further, seen) =>
      write('addAdminSession', () => {
        if (seen && !isStill(session.accountId, seen)) return 'conflict'
        const { accountId, stage, createdAtMs } = session
        own().insert.run({ ...session })
        if (accountId !== null && stage === 'full')
          own().signedIn.run({ id: accountId, lastSignInAtMs: createdAtMs })
        writeWith(further)
        return 'stored'
      }),
    findAdminSession: (tokenHash) => read('findAdminSession', () => own().find.get({ tokenHash })),
    readAdminSessions: (accountId) =>
      read('readAdminSessions', () => own().list.all({ accountId })),
    touchAdminSession: (tokenHash, lastSeenAtMs) =>
      write('touchAdminSession', () => void own().touch.run({ tokenHash, lastSeenAtMs })),
    deleteAdminSession: (tokenHash, further) =>
      write('deleteAdminSession', () => {
        if (own().delete.run({ tokenHash }).changes > 0) writeWith(further)
      }),
    deleteSessionOf: (accountId, id, further) =>
      write('deleteSessionOf', () => {
        const isEnded = own().deleteOf.run({ accountId, id }).changes > 0
        if (isEnded) writeWith(further)
        return isEnded
      }),
    deleteAdminSessions: (accountId, keptTokenHash = NO_SESSION, further) =>
      write('deleteAdminSessions', () => {
        const { changes } = own().deleteOthers.run({ accountId, tokenHash: keptTokenHash })
        writeWith(further)
        return changes
      }),
  }
}
