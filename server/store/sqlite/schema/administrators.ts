import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { bytes } from './columns.ts'

/** The administrator's password: one row with id 1. */
export const adminPasswords = sqliteTable('admin_passwords', {
  id: integer().primaryKey(),
  passwordHash: text().notNull(),
  setAtMs: integer().notNull(),
})

/** Signed-in browsers of the administrator. */
export const adminSessions = sqliteTable('admin_sessions', {
  tokenHash: bytes().primaryKey(),
  createdAtMs: integer().notNull(),
  lastSeenAtMs: integer().notNull(),
})
