import { and, count, eq, isNull, ne } from 'drizzle-orm'
import type { AccountRow } from '../../store.ts'
import { type Database, value, valuesOf } from '../queries.ts'
import { accounts, adminSessions, recoveryCodes } from '../schema/administrators.ts'
import { whenNeeded } from '../when-needed.ts'

function prepareChanges(db: Database) {
  const isOfAccount = eq(recoveryCodes.accountId, value('id'))
  return {
    find: db
      .select()
      .from(accounts)
      .where(eq(accounts.id, value('id')))
      .prepare(),
    countCodes: db.select({ codes: count() }).from(recoveryCodes).where(isOfAccount).prepare(),
    deleteCodes: db.delete(recoveryCodes).where(isOfAccount).prepare(),
    insertCode: db.insert(recoveryCodes).values(valuesOf(recoveryCodes)).prepare(),
    endSessions: db
      .delete(adminSessions)
      .where(eq(adminSessions.accountId, value('id')))
      .prepare(),
    otherAdministrator: db
      .select({ id: accounts.id })
      .from(accounts)
      .where(
        and(
          eq(accounts.role, 'administrator'),
          isNull(accounts.disabledAtMs),
          ne(accounts.id, value('id')),
        ),
      )
      .limit(1)
      .prepare(),
  }
}

type Change = Partial<Omit<AccountRow, 'id'>>

/** Drizzle's columns are buffers. */
const asBuffers = ({ name, email, emailIndex, totpSecret, ...rest }: Change) => ({
  ...rest,
  ...(name && { name: Buffer.from(name) }),
  ...(email && { email: Buffer.from(email) }),
  ...(emailIndex && { emailIndex: Buffer.from(emailIndex) }),
  ...(totpSecret !== undefined && { totpSecret: totpSecret && Buffer.from(totpSecret) }),
})

/** What an account is without a second factor. */
export const NO_FACTOR = { totpSecret: null, totpLastStep: null } as const

/** What several changes of one account are made of. Call them inside a write or a read. */
export function accountChanges(db: Database) {
  const own = whenNeeded(() => prepareChanges(db))
  return {
    find: (id: string): AccountRow | undefined => own().find.get({ id }),
    change(id: string, changed: Change): void {
      db.update(accounts).set(asBuffers(changed)).where(eq(accounts.id, id)).run()
    },
    countCodes: (id: string) => own().countCodes.get({ id })?.codes ?? 0,
    setCodes(id: string, hashes: readonly Uint8Array[]): void {
      own().deleteCodes.run({ id })
      for (const codeHash of hashes) own().insertCode.run({ codeHash, accountId: id })
    },
    endSessions(id: string): void {
      own().endSessions.run({ id })
    },
    hasOtherAdministrator: (id: string) => own().otherAdministrator.get({ id }) !== undefined,
  }
}
