import { and, count, eq, inArray, isNull, ne } from 'drizzle-orm'
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
    insert: db.insert(accounts).values(valuesOf(accounts)).onConflictDoNothing().prepare(),
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

/** What is done with one account, for every part of the store about staff. Call it inside a write or a read. */
export function accountChanges(db: Database) {
  const own = whenNeeded(() => prepareChanges(db))
  return {
    find: (id: string): AccountRow | undefined => own().find.get({ id }),
    /** Returns the account in use with one of these blind indexes of its address. */
    findByEmail(emailIndexes: readonly Uint8Array[]): AccountRow | undefined {
      const known = emailIndexes.map((one) => Buffer.from(one))
      const isThis = and(inArray(accounts.emailIndex, known), isNull(accounts.disabledAtMs))
      return db.select().from(accounts).where(isThis).get()
    },
    /** Returns whether it was added: no two accounts in use have the same address. */
    add: (account: AccountRow): boolean => own().insert.run({ ...account }).changes > 0,
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

export type AccountChanges = ReturnType<typeof accountChanges>
