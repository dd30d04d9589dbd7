import { and, asc, eq, isNull } from 'drizzle-orm'
import type { AccountStore } from '../../store.ts'
import type { Connection } from '../connection.ts'
import { type Database, value } from '../queries.ts'
import { accounts, adminPasswords, adminSessions, recoveryCodes } from '../schema/administrators.ts'
import { whenNeeded } from '../when-needed.ts'
import { prepareWith } from '../with-write.ts'
import { type AccountChanges, NO_FACTOR } from './account-changes.ts'

function prepareAccounts(db: Database) {
  return {
    any: db.select({ id: accounts.id }).from(accounts).limit(1).prepare(),
    list: db
      .select()
      .from(accounts)
      .orderBy(asc(accounts.createdAtMs), asc(accounts.id))
      .limit(value('limit'))
      .prepare(),
  }
}

type Reading = Pick<
  AccountStore,
  'addFirstAccount' | 'hasAccounts' | 'findAccount' | 'findAccountByEmail' | 'readAccounts'
>

const readAndAdd = ({ db, write, read }: Connection, changes: AccountChanges): Reading => {
  const own = whenNeeded(() => prepareAccounts(db))
  const { find, findByEmail, add } = changes
  const writeWith = prepareWith(db)
  return {
    addFirstAccount: (account, further) =>
      write('addFirstAccount', () => {
        if (own().any.get()) return 'conflict'
        add(account)
        db.delete(adminPasswords).run()
        db.delete(adminSessions).where(isNull(adminSessions.accountId)).run()
        writeWith(further)
        return 'stored'
      }),
    hasAccounts: () => read('hasAccounts', () => own().any.get() !== undefined),
    findAccount: (id) => read('findAccount', () => find(id)),
    findAccountByEmail: (emailIndexes) =>
      read('findAccountByEmail', () => findByEmail(emailIndexes)),
    readAccounts: (limit) => read('readAccounts', () => own().list.all({ limit })),
  }
}

type Changing = Pick<
  AccountStore,
  'replacePassword' | 'acceptUndertaking' | 'changeRole' | 'disableAccount'
>

const changeAndDisable = ({ db, write }: Connection, changes: AccountChanges): Changing => {
  const { find, change, setCodes, endSessions, hasOtherAdministrator } = changes
  const writeWith = prepareWith(db)
  /** What forbids a change, since an administrator must be left. */
  const refuse = (id: string, isStillAdministrator: boolean) => {
    const account = find(id)
    if (!account || account.disabledAtMs !== null) return 'absent'
    const isAtRisk = account.role === 'administrator' && !isStillAdministrator
    return isAtRisk && !hasOtherAdministrator(id) ? 'last_administrator' : undefined
  }
  return {
    replacePassword: (id, { passwordHash, expectedHash, isFactorRemoved = false }, further) =>
      write('replacePassword', () => {
        const account = find(id)
        const isExpected = expectedHash === undefined || account?.passwordHash === expectedHash
        if (!account || !isExpected) return 'conflict'
        change(id, { passwordHash, ...(isFactorRemoved && NO_FACTOR) })
        if (isFactorRemoved) setCodes(id, [])
        endSessions(id)
        writeWith(further)
        return 'stored'
      }),
    acceptUndertaking: (id, accepted, further) =>
      write('acceptUndertaking', () => {
        change(id, accepted)
        writeWith(further)
      }),
    changeRole: (id, role, further) =>
      write('changeRole', () => {
        const refused = refuse(id, role === 'administrator')
        if (refused) return refused
        change(id, { role })
        writeWith(further)
        return 'stored'
      }),
    disableAccount: (id, atMs, further) =>
      write('disableAccount', () => {
        const refused = refuse(id, false)
        if (refused) return refused
        change(id, { disabledAtMs: atMs, ...NO_FACTOR })
        setCodes(id, [])
        endSessions(id)
        writeWith(further)
        return 'stored'
      }),
  }
}

type Factors = Omit<AccountStore, keyof Reading | keyof Changing>

const factors = ({ db, write, read }: Connection, changes: AccountChanges): Factors => {
  const { find, change, setCodes, countCodes, endSessions } = changes
  const useCode = whenNeeded(() =>
    db
      .delete(recoveryCodes)
      .where(
        and(
          eq(recoveryCodes.codeHash, value('codeHash')),
          eq(recoveryCodes.accountId, value('id')),
        ),
      )
      .prepare(),
  )
  const writeWith = prepareWith(db)
  return {
    addFactor: (id, { totpSecret, totpLastStep, recoveryHashes }, further) =>
      write('addFactor', () => {
        if (find(id)?.totpSecret !== null) return 'conflict'
        change(id, { totpSecret, totpLastStep })
        setCodes(id, recoveryHashes)
        endSessions(id)
        writeWith(further)
        return 'stored'
      }),
    removeFactor: (id, further) =>
      write('removeFactor', () => {
        change(id, NO_FACTOR)
        setCodes(id, [])
        endSessions(id)
        writeWith(further)
      }),
    replaceRecoveryCodes: (id, hashes, further) =>
      write('replaceRecoveryCodes', () => {
        setCodes(id, hashes)
        writeWith(further)
      }),
    countRecoveryCodes: (id) => read('countRecoveryCodes', () => countCodes(id)),
    useTotpStep: (id, step) =>
      write('useTotpStep', () => {
        const account = find(id)
        if (!account || step <= (account.totpLastStep ?? -1)) return 'conflict'
        change(id, { totpLastStep: step })
        return 'stored'
      }),
    useRecoveryCode: (id, hash, further) =>
      write('useRecoveryCode', () => {
        if (useCode().run({ id, codeHash: hash }).changes === 0) return 'conflict'
        writeWith(further)
        return 'stored'
      }),
  }
}

/** Accounts of staff and their second factors. */
export const accountStore = (connection: Connection, changes: AccountChanges): AccountStore => ({
  ...readAndAdd(connection, changes),
  ...changeAndDisable(connection, changes),
  ...factors(connection, changes),
})
