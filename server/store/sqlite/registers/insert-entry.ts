import { sql } from 'drizzle-orm'
import type { AddResult, RegisterEntry } from '../../store.ts'
import { NAMED_SUBJECTS } from '../ledger/named-subjects.ts'
import { type Database, value, valuesOf } from '../queries.ts'
import { disclosedSubjects, registerEntries, registerKeys } from '../schema/ledger.ts'
import { whenNeeded } from '../when-needed.ts'

/** The people whom a line names. */
const namedSubjects = sql`select subject.value, line.arrival from ${sql.raw(NAMED_SUBJECTS)} and line.id = ${value('id')}`

/** The audited action by which the exports are found among all lines of the audit. */
const EXPORT_ACTION = 'data.export'

/**
 * The numbers and references of a line: a few facts, and the texts of its list `refs`; of the audit only that it is an export.
 * The migration that adds the table reads old lines alike.
 */
const keysOfLine = sql`select line.register, lower(field.value), line.arrival from register_entries as line,
  json_tree(case when json_valid(line.content) then line.content end) as field
  where line.id = ${value('id')} and field.type = 'text' and (
    (line.register <> 'audit' and ((field.path = '$' and field.key in
      ('number', 'documentNumber', 'requestNumber', 'consentNumber', 'contractNumber', 'breach'))
      or field.path = '$.refs'))
    or (line.register = 'audit' and field.path = '$' and field.key = 'action' and field.value = 'data.export'))`

/** The statements that add a line to a register; also used by writes that must record in a register what they did. */
export function prepareInsertEntry(db: Database) {
  const { arrival: _, seq: __, ...columns } = valuesOf(registerEntries)
  return {
    line: db.insert(registerEntries).values(columns).onConflictDoNothing().prepare(),
    subjects: whenNeeded(() =>
      db.insert(disclosedSubjects).select(namedSubjects).onConflictDoNothing().prepare(),
    ),
    keys: whenNeeded(() =>
      db.insert(registerKeys).select(keysOfLine).onConflictDoNothing().prepare(),
    ),
  }
}
type InsertEntry = ReturnType<typeof prepareInsertEntry>

/** Most lines are of the audit, and few of those have a key. */
const mayHaveKeys = ({ register, content }: RegisterEntry): boolean =>
  register !== 'audit' || content.includes(EXPORT_ACTION)

/** Adds a line, inside a write, with what it is found by: its numbers, and the people whom a disclosure names. */
export function insertEntry(
  { line, subjects, keys }: InsertEntry,
  entry: RegisterEntry,
): AddResult {
  if (line.run({ ...entry }).changes !== 1) return 'duplicate'
  if (entry.register === 'disclosures') subjects().run({ id: entry.id })
  if (mayHaveKeys(entry)) keys().run({ id: entry.id })
  return 'stored'
}
