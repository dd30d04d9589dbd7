import type { AdministratorStore } from '../store.ts'
import type { Connection } from './connection.ts'
import { prepareWith } from './with-write.ts'

/** The table has one row at most. */
const ONLY_ROW = 1
/** The hash of no token: every one has 32 bytes. */
const NO_SESSION = new Uint8Array()

/** The administrator's password and sessions. */
export const administratorStore = ({
  db,
  queries,
  write,
  read,
}: Connection): AdministratorStore => {
  const writeWith = prepareWith(db)
  return {
    findAdminPassword: () =>
      read('findAdminPassword', () => queries.findPassword.get()?.passwordHash),
    addAdminPassword: (passwordHash, atMs) =>
      write('addAdminPassword', () => {
        const row = { id: ONLY_ROW, passwordHash, setAtMs: atMs }
        return queries.insertPassword.run(row).changes === 1 ? 'stored' : 'conflict'
      }),
    replaceAdminPassword: (passwordHash, { atMs, expectedHash }, further) =>
      write('replaceAdminPassword', () => {
        const there = queries.findPassword.get()?.passwordHash
        if (expectedHash !== undefined && there !== expectedHash) return 'conflict'
        queries.setPassword.run({ id: ONLY_ROW, passwordHash, setAtMs: atMs })
        queries.deleteOtherSessions.run({ tokenHash: NO_SESSION })
        writeWith(further)
        return 'stored'
      }),
    addAdminSession: (session) =>
      write('addAdminSession', () => void queries.insertSession.run({ ...session })),
    findAdminSession: (tokenHash) =>
      read('findAdminSession', () => queries.findSession.get({ tokenHash })),
    touchAdminSession: (tokenHash, lastSeenAtMs) =>
      write('touchAdminSession', () => void queries.touchSession.run({ tokenHash, lastSeenAtMs })),
    deleteAdminSession: (tokenHash) =>
      write('deleteAdminSession', () => void queries.deleteSession.run({ tokenHash })),
    deleteAdminSessions: (keptTokenHash = NO_SESSION, further) =>
      write('deleteAdminSessions', () => {
        const { changes } = queries.deleteOtherSessions.run({ tokenHash: keptTokenHash })
        writeWith(further)
        return changes
      }),
  }
}
