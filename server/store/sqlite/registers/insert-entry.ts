import type { AddResult, RegisterEntry } from '../../store.ts'
import { type Database, valuesOf } from '../queries.ts'
import { registerEntries } from '../schema/ledger.ts'

/** The statement that adds a line to a register; also used by writes that must record in a register what they did. */
export function prepareInsertEntry(db: Database) {
  const { arrival: _, seq: __, ...columns } = valuesOf(registerEntries)
  return db.insert(registerEntries).values(columns).onConflictDoNothing().prepare()
}
type InsertEntry = ReturnType<typeof prepareInsertEntry>

/** Adds a line, inside a write. */
export const insertEntry = (statement: InsertEntry, entry: RegisterEntry): AddResult =>
  statement.run({ ...entry }).changes === 1 ? 'stored' : 'duplicate'
