import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Texts } from '../../../contract/index.ts'
import type { PolicyClass } from '../../store.ts'
import { isoDay } from './columns.ts'

/** Versions of the policy that were written in the console and published. Triggers in the migration forbid every change. */
export const policyVersions = sqliteTable('policy_versions', {
  version: text().primaryKey(),
  effectiveOn: isoDay().notNull(),
  change: text().$type<PolicyClass>().notNull(),
  summary: text({ mode: 'json' }).$type<Texts>().notNull(),
  texts: text({ mode: 'json' }).$type<Texts>().notNull(),
  sha256: text({ mode: 'json' }).$type<Texts>().notNull(),
  approvedBy: text().notNull(),
  approvedAtMs: integer().notNull(),
  publishedAtMs: integer().notNull(),
})

/** The version in preparation: one row with place 1, or none. */
export const policyDrafts = sqliteTable('policy_drafts', {
  place: integer().primaryKey(),
  id: text().notNull(),
  revision: integer().notNull(),
  basedOn: text().notNull(),
  texts: text({ mode: 'json' }).$type<Texts>().notNull(),
  change: text().$type<PolicyClass>(),
  summary: text({ mode: 'json' }).$type<Texts>().notNull(),
  effectiveOn: isoDay(),
  changedBy: text().notNull(),
  changedAtMs: integer().notNull(),
  /** Number of the version, who approved it and when: all three set from the approval until it is taken back. */
  version: text(),
  approvedBy: text(),
  approvedAtMs: integer(),
})
