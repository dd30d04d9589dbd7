import { eq, ne, sql } from 'drizzle-orm'
import type { AdministratorStore } from '../../store.ts'
import type { Connection } from '../connection.ts'
import { type Database, placeholderFor, value, valuesOf } from '../queries.ts'
import { adminPasswords, adminSessions } from '../schema/administrators.ts'
import { whenNeeded } from '../when-needed.ts'
import { prepareWith } from '../with-write.ts'

/** The table has one row at most. */
const ONLY_ROW = 1
/** Not the hash of any token: those have 32 bytes. */
const NO_SESSION = new Uint8Array()

/** Statements of the administrator. */
export function prepareAdministrators(db: Database) {
  const isThisSession = eq(adminSessions.tokenHash, value('tokenHash'))
  return {
    findPassword: db.select().from(adminPasswords).prepare(),
    insertPassword: db
      .insert(adminPasswords)
      .values(valuesOf(adminPasswords))
      .onConflictDoNothing()
      .prepare(),
    setPassword: db
      .insert(adminPasswords)
      .values(valuesOf(adminPasswords))
      .onConflictDoUpdate({
        target: adminPasswords.id,
        set: {
          passwordHash: sql`excluded.password_hash`,
          setAtMs: sql`excluded.set_at_ms`,
        },
      })
      .prepare(),
    insertSession: db.insert(adminSessions).values(valuesOf(adminSessions)).prepare(),
    findSession: db.select().from(adminSessions).where(isThisSession).prepare(),
    touchSession: db
      .update(adminSessions)
      .set({ lastSeenAtMs: placeholderFor('lastSeenAtMs') })
      .where(isThisSession)
      .prepare(),
    deleteSession: db.delete(adminSessions).where(isThisSession).prepare(),
    deleteOtherSessions: db
      .delete(adminSessions)
      .where(ne(adminSessions.tokenHash, value('tokenHash')))
      .prepare(),
  }
}

/** The administrator's password and sessions. */
export const administratorStore = ({ db, write, read }: Connection): AdministratorStore => {
  const own = whenNeeded(() => prepareAdministrators(db))
  const writeWith = prepareWith(db)
  return {
    findAdminPassword: () =>
      read('findAdminPassword', () => own().findPassword.get()?.passwordHash),
    addAdminPassword: (passwordHash, atMs) =>
      write('addAdminPassword', () => {
        const row = { id: ONLY_ROW, passwordHash, setAtMs: atMs }
        return own().insertPassword.run(row).changes === 1 ? 'stored' : 'conflict'
      }),
    replaceAdminPassword: (passwordHash, { atMs, expectedHash }, further) =>
      write('replaceAdminPassword', () => {
        const there = own().findPassword.get()?.passwordHash
        if (expectedHash !== undefined && there !== expectedHash) return 'conflict'
        own().setPassword.run({ id: ONLY_ROW, passwordHash, setAtMs: atMs })
        own().deleteOtherSessions.run({ tokenHash: NO_SESSION })
        writeWith(further)
        return 'stored'
      }),
    addAdminSession: (session) =>
      write('addAdminSession', () => void own().insertSession.run({ ...session })),
    findAdminSession: (tokenHash) =>
      read('findAdminSession', () => own().findSession.get({ tokenHash })),
    touchAdminSession: (tokenHash, lastSeenAtMs) =>
      write('touchAdminSession', () => void own().touchSession.run({ tokenHash, lastSeenAtMs })),
    deleteAdminSession: (tokenHash) =>
      write('deleteAdminSession', () => void own().deleteSession.run({ tokenHash })),
    deleteAdminSessions: (keptTokenHash = NO_SESSION, further) =>
      write('deleteAdminSessions', () => {
        const { changes } = own().deleteOtherSessions.run({ tokenHash: keptTokenHash })
        writeWith(further)
        return changes
      }),
  }
}
