import type { DatabaseCheck } from './check-database.ts'

/** What is checked in a backup besides SQLite's own checks. Each part of the server that can prove something adds a line. */
export const furtherChecks: readonly DatabaseCheck[] = []
