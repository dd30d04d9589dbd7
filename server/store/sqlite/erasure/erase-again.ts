import type { HeldKind } from '../../store.ts'
import { buildErasure } from './erased-columns.ts'

/** Ids of erased things. */
export interface ErasedIds {
  readonly messages: readonly string[]
  readonly consents: readonly string[]
}

/** Calls on a connection, inside a transaction. */
export interface Statements {
  exec(statement: string): unknown
  /** @returns the number of rows changed. */
  run(statement: string, ...values: readonly (string | number)[]): number
  /** `table` where temporary tables are not permitted; it is dropped in the same transaction. Default `temp table`. */
  readonly scratch?: 'temp table' | 'table'
}

/**
 * Things that the database itself knows to be under a legal hold. A note about one belongs to a refused erasure that was
 * never cancelled in the list: nothing under a hold is erased, and no hold is set on what is gone.
 */
const leaveHeld = `delete from erased where
  id in (select ref from legal_holds where until_ms > ?)
  or (kind = 'message' and exists (select 1 from messages join legal_holds on ref = consent_id
    where messages.id = erased.id and until_ms > ?))`

/**
 * Counts what is erased here, in the same commit; it is recorded in the register of destructions once the ledger can be
 * written to. Includes what an interrupted erasure had erased already.
 */
const tallies = [
  `insert into destruction_tallies (data_class, count)
    select 'erasure.again.message.' || erased.id, 1 from erased join messages on messages.id = erased.id
    where erased.kind = 'message' on conflict (data_class) do nothing`,
  `insert into destruction_tallies (data_class, count)
    select 'erasure.again.consent.' || erased.id, coalesce(kept.count, 0) + coalesce(gone.count, 0) from erased
    left join (select consent_id, count(*) as count from visits
      where consent_id in (select id from erased where kind = 'consent') group by consent_id) kept on kept.consent_id = erased.id
    left join destruction_tallies gone on gone.data_class = 'erasure.' || erased.id
    where erased.kind = 'consent' and (kept.count > 0 or gone.count > 0
      or exists (select 1 from consent_records where id = erased.id and secret_hash is not null))
    on conflict (data_class) do update set count = count + excluded.count`,
  // Created while the rest was being erased, or about something past its retention period: only the request remains.
  `insert into destruction_tallies (data_class, count)
    select distinct 'erasure.again.requests.' || erased.id, 0 from erased
    where exists (select 1 from requests where subject_ref = erased.id and state = 'open')
      and not exists (select 1 from destruction_tallies
        where data_class in ('erasure.again.message.' || erased.id, 'erasure.again.consent.' || erased.id))
    on conflict (data_class) do nothing`,
  `delete from destruction_tallies where data_class in (select 'erasure.' || id from erased where kind = 'consent')`,
]

const idsOf = (kind: HeldKind) => `(select id from erased where kind = '${kind}')`

const erasures = (['message', 'consent'] as const).flatMap((kind) =>
  buildErasure(kind, idsOf(kind)),
)

/**
 * Erases what the list of deletions names. Missing things are ignored; things under a legal hold are kept (RT-06).
 *
 * @param nowMs milliseconds since 1970 UTC: holds that end later are in force.
 * @returns the number of rows changed.
 */
export function eraseListed(statements: Statements, ids: ErasedIds, nowMs: number): number {
  const { exec, run, scratch = 'temp table' } = statements
  exec(`create ${scratch} erased (kind text, id text, primary key (kind, id)) without rowid`)
  const add = 'insert or ignore into erased values (?, ?)'
  for (const id of ids.messages) run(add, 'message', id)
  for (const id of ids.consents) run(add, 'consent', id)
  run(leaveHeld, nowMs, nowMs)
  for (const statement of tallies) run(statement)
  const changes = erasures.map((statement) => run(statement))
  exec('drop table erased')
  return changes.reduce((sum, count) => sum + count, 0)
}

/** Names, codes and mails of people that the list of deletions does not refer to; and sessions that may have ended since. */
const passing = ['one_time_codes', 'mail_queue', 'counted_uses', 'admin_sessions', 'invitations']

/** Deletes short-lived data from a database that was reset to an earlier day. */
export function erasePassing({ run }: Pick<Statements, 'run'>): void {
  for (const table of passing) run(`delete from "${table}"`)
}
