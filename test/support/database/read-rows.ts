import type { TestServer } from '../browser/fixtures.ts'

/** Every table that could contain visitor data. */
export const VISITOR_TABLES = [
  'consent_records',
  'consent_events',
  'visits',
  'visit_stretches',
  'visit_places',
  'visit_keys',
  'messages',
  'daily_counts',
] as const

/** Returns the current rows of a table. */
export const readRows = (server: TestServer, table: string): Record<string, unknown>[] =>
  server.openDatabase().prepare(`select * from ${table}`).all() as Record<string, unknown>[]
