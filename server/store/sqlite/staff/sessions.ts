import { and, desc, eq, ne } from 'drizzle-orm'
import type { SessionStore } from '../../store.ts'
import type { Connection } from '../connection.ts'
import { type Database, placeholderFor, value, valuesOf } from '../queries.ts'
import { accounts, adminSessions } from '../schema/administrators.ts'
import { whenNeeded } from '../when-needed.ts'
import { prepareWith } from '../with-write.ts'

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
export const sessionStore = ({ db, write, read }: Connection): SessionStore => {
  const own = whenNeeded(() => prepareSessions(db))
  const writeWith = prepareWith(db)
  return {
    addAdminSession: (session, further) =>
      write('addAdminSession', () => {
        const { accountId, stage, createdAtMs } = session
        own().insert.run({ ...session })
        if (accountId !== null && stage === 'full')
          own().signedIn.run({ id: accountId, lastSignInAtMs: createdAtMs })
        writeWith(further)
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
