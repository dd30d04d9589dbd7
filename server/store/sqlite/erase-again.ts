/** Ids of what was erased. */
export interface ErasedIds {
  readonly messages: readonly string[]
  readonly consents: readonly string[]
}

/** What is asked of a connection, inside a transaction. */
export interface Statements {
  exec(statement: string): unknown
  /** @returns how many rows were changed. */
  run(statement: string, ...values: readonly string[]): number
}

const clearSubjects = `update consent_records set subject_name = null, subject_salt = null, secret_hash = null
  where coalesce(subject_name, subject_salt, secret_hash) is not null and id in`

/** In the order in which they run: a message leads to its consent, so that goes first. */
const erasures = [
  `${clearSubjects} (select consent_id from messages where id in (select id from erased where kind = 'message'))`,
  `delete from messages where id in (select id from erased where kind = 'message')`,
  `${clearSubjects} (select id from erased where kind = 'consent')`,
  `delete from visits where consent_id in (select id from erased where kind = 'consent')`,
  `delete from visit_stretches where consent_id in (select id from erased where kind = 'consent')`,
  `update requests set email = null, text = null, answer = null
    where coalesce(email, text, answer) is not null and subject_ref in (select id from erased)`,
]

/**
 * Erases what the list of deletions names. What is not there any more does no harm.
 *
 * @returns how many rows were changed.
 */
export function eraseListed({ exec, run }: Statements, ids: ErasedIds): number {
  exec('create temp table erased (kind text, id text, primary key (kind, id)) without rowid')
  const add = 'insert or ignore into erased values (?, ?)'
  for (const id of ids.messages) run(add, 'message', id)
  for (const id of ids.consents) run(add, 'consent', id)
  const changes = erasures.map((statement) => run(statement))
  exec('drop table erased')
  return changes.reduce((sum, count) => sum + count, 0)
}
