import { isNull } from 'drizzle-orm'
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { Role, SessionStage } from '../../store.ts'
import { bytes } from './columns.ts'

/** The single password of installations that were set up before there were accounts: one row with id 1. */
export const adminPasswords = sqliteTable('admin_passwords', {
  id: integer().primaryKey(),
  passwordHash: text().notNull(),
  setAtMs: integer().notNull(),
})

/** Signed-in browsers of staff. */
export const adminSessions = sqliteTable(
  'admin_sessions',
  {
    tokenHash: bytes().primaryKey(),
    createdAtMs: integer().notNull(),
    lastSeenAtMs: integer().notNull(),
    id: text().notNull().default(''),
    accountId: text(),
    // Sessions from before there were accounts belong to the holder of the single password.
    stage: text().$type<SessionStage>().notNull().default('claim'),
    browser: text().notNull().default(''),
  },
  (table) => [index('admin_sessions_by_account').on(table.accountId)],
)

/** Members of staff. */
export const accounts = sqliteTable(
  'accounts',
  {
    id: text().primaryKey(),
    role: text().$type<Role>().notNull(),
    name: bytes().notNull(),
    email: bytes().notNull(),
    emailIndex: bytes().notNull(),
    passwordHash: text().notNull(),
    createdAtMs: integer().notNull(),
    disabledAtMs: integer(),
    lastSignInAtMs: integer(),
    totpSecret: bytes(),
    totpLastStep: integer(),
    undertakingVersion: text(),
    undertakingHash: text(),
    undertakingAtMs: integer(),
  },
  (table) => [
    // Somebody who left and comes back gets a new account.
    uniqueIndex('accounts_by_email').on(table.emailIndex).where(isNull(table.disabledAtMs)),
  ],
)

/** Recovery codes that were not used yet. */
export const recoveryCodes = sqliteTable(
  'recovery_codes',
  {
    codeHash: bytes().primaryKey(),
    accountId: text().notNull(),
  },
  (table) => [index('recovery_codes_by_account').on(table.accountId)],
)

/** Invitations that were neither accepted nor withdrawn. */
export const invitations = sqliteTable(
  'invitations',
  {
    id: text().primaryKey(),
    tokenHash: bytes().notNull(),
    role: text().$type<Role>().notNull(),
    email: bytes().notNull(),
    createdAtMs: integer().notNull(),
    expiresAtMs: integer().notNull(),
    invitedBy: text().notNull(),
  },
  (table) => [uniqueIndex('invitations_by_token').on(table.tokenHash)],
)
