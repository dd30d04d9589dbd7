import { isNull, sql } from 'drizzle-orm'
import type { AdministratorStore } from '../../store.ts'
import type { Connection } from '../connection.ts'
import { type Database, valuesOf } from '../queries.ts'
import { adminPasswords, adminSessions } from '../schema/administrators.ts'
import { whenNeeded } from '../when-needed.ts'
import { prepareWith } from '../with-write.ts'

/** The table has one row at most. */
const ONLY_ROW = 1

/** Statements of the single password. */
export function prepareAdministrators(db: Database) {
  return {
    findPassword: db.select().from(adminPasswords).prepare(),
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
    endSessions: db.delete(adminSessions).where(isNull(adminSessions.accountId)).prepare(),
  }
}

/** The single password. */
export const administratorStore = ({ db, write, read }: Connection): AdministratorStore => {
  const own = whenNeeded(() => prepareAdministrators(db))
  const writeWith = prepareWith(db)
  return {
    findAdminPassword: () =>
      read('findAdminPassword', () => own().findPassword.get()?.passwordHash),
    replaceAdminPassword: (passwordHash, atMs, further) =>
      write('replaceAdminPassword', () => {
        own().setPassword.run({ id: ONLY_ROW, passwordHash, setAtMs: atMs })
        own().endSessions.run()
        writeWith(further)
      }),
  }
}
