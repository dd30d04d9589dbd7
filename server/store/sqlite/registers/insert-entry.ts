import { sql } from 'drizzle-orm'
import type { AddResult, RegisterEntry } from '../../store.ts'
import { type Database, value, valuesOf } from '../queries.ts'
import { disclosedSubjects, registerEntries } from '../schema/ledger.ts'
import { whenNeeded } from '../when-needed.ts'

/** The people whom a line names: texts of its list `subjects`. The migration that adds the table reads old lines alike. */
const namedSubjects = sql`select subject.value, line.arrival from register_entries as line,
  json_each(case when json_valid(line.content) then
    case when json_type(line.content, '$.subjects') = 'array' then line.content end end, '$.subjects') as subject
  where line.id = ${value('id')} and subject.type = 'text'`

/** The statements that add a line to a register; also used by writes that must record in a register what they did. */
export function prepareInsertEntry(db: Database) {
  const { arrival: _, seq: __, ...columns } = valuesOf(registerEntries)
  return {
    line: db.insert(registerEntries).values(columns).onConflictDoNothing().prepare(),
    subjects: whenNeeded(() =>
      db.insert(disclosedSubjects).select(namedSubjects).onConflictDoNothing().prepare(),
    ),
  }
}
type InsertEntry = ReturnType<typeof prepareInsertEntry>

/** Adds a line, inside a write. A disclosure is stored with the people whom it names, who find it by that. */
export function insertEntry({ line, subjects }: InsertEntry, entry: RegisterEntry): AddResult {
  if (line.run({ ...entry }).changes !== 1) return 'duplicate'
  if (entry.register === 'disclosures') subjects().run({ id: entry.id })
  return 'stored'
}
