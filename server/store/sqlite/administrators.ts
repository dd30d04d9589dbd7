import type { AdministratorStore } from '../store.ts'
import type { Connection } from './connection.ts'

/** The table has one row at most. */
const ONLY_ROW = 1

/** The administrator's password and sessions. */
export const administratorStore = ({ queries, write, read }: Connection): AdministratorStore => ({
  findAdminPassword: () =>
    read('findAdminPassword', () => queries.findPassword.get()?.passwordHash),
  addAdminPassword: (passwordHash, atMs) =>
    write('addAdminPassword', () => {
      const row = { id: ONLY_ROW, passwordHash, setAtMs: atMs }
      return queries.insertPassword.run(row).changes === 1 ? 'stored' : 'conflict'
    }),
  addAdminSession: (session) =>
    write('addAdminSession', () => void queries.insertSession.run({ ...session })),
  findAdminSession: (tokenHash) =>
    read('findAdminSession', () => queries.findSession.get({ tokenHash })),
  touchAdminSession: (tokenHash, lastSeenAtMs) =>
    write('touchAdminSession', () => void queries.touchSession.run({ tokenHash, lastSeenAtMs })),
  deleteAdminSession: (tokenHash) =>
    write('deleteAdminSession', () => void queries.deleteSession.run({ tokenHash })),
})
