import { type DeletionList, knowAll } from '../../../deletions/deletion-list.ts'
import { findAdoptionProblem, findFault } from '../../../deletions/settle-list.ts'
import type { LedgerSnapshot } from '../../store.ts'
import { refuse } from '../erasure/archived-list.ts'
import { readEvidence, readListRow, writeRow } from '../erasure/deletion-list.ts'
import { eraseListed, erasePassing } from '../erasure/erase-again.ts'
import { readLedgerRows } from '../ledger/ledger-rows.ts'
import type { Database } from '../queries.ts'
import { RESTORE_TALLY } from '../visits/tally.ts'
import type { DurableStorage, Migration } from './durable-storage.ts'
import { type LoadedLine, loadDump } from './load-dump.ts'
import { migrate } from './migrate-durable.ts'
import { nameErrors, openDrizzle, readBytes, statementsOf } from './open-durable.ts'

/** What is loaded into a storage that holds no database yet. */
export interface DurableLoad {
  /** Of the dump; asked for twice. */
  readonly lines: () => Iterable<LoadedLine>
  readonly migrations: readonly Migration[]
  /** The site's list of deletions, whole. Everything that it names is erased. */
  readonly list: DeletionList
  /** Looks at the key generations that were loaded. @throws where no secret for them is at hand. */
  readonly checkKeys: (generations: readonly LoadedGeneration[]) => void
  /** Verifies the ledger that was loaded. @throws where it is not as it was written. */
  readonly checkLedger: (ledger: LedgerSnapshot) => Promise<void>
  /** Called in the same transaction, once all is loaded. */
  readonly whenLoaded: () => void
  /** When the dump was made, milliseconds since 1970 UTC: noted with the load, for the register. */
  readonly createdAtMs: number
  /** Milliseconds since 1970 UTC. */
  readonly clock: () => number
}

/** A key generation, as far as it tells of which secret it is. */
export interface LoadedGeneration {
  readonly id: number
  readonly fingerprint: Uint8Array
  readonly retiredAtMs: number | null
}

/** What became of it: how many rows the list has changed, or that the dump is of a newer version than this one. */
export type Loaded = { readonly erasedCount: number } | 'newer' | 'orphans'

const readGenerations = ({ sql }: DurableStorage): LoadedGeneration[] =>
  sql
    .exec('select id, fingerprint, retired_at_ms from key_generations')
    .toArray()
    .map(({ id, fingerprint, retired_at_ms: retiredAtMs }) => ({
      id: Number(id),
      fingerprint: new Uint8Array(fingerprint as ArrayBuffer),
      retiredAtMs: retiredAtMs === null ? null : Number(retiredAtMs),
    }))

function* iterate<T>({ sql }: DurableStorage, statement: string): Iterable<T> {
  const cursor = sql.exec(statement)
  for (let row = cursor.next(); !row.done; row = cursor.next()) yield readBytes(row.value) as T
}

/** Of one moment, since nothing else runs while a transaction is open. The platform allows no other look for damage. */
const openLedger = (storage: DurableStorage): LedgerSnapshot =>
  readLedgerRows({
    all: (statement) => iterate(storage, statement),
    damageCheck: 'quick_check',
    close() {},
  })

/** The list must be the database's own and whole; from here on it is the one in the archive. */
function takeList(db: Database, list: DeletionList): void {
  const { databaseId, path, content } = list
  const row = readListRow(db)
  const problem = row ? findFault(list, row) : findAdoptionProblem(list, readEvidence(db))
  if (problem) refuse(problem)
  if (list.movedTo !== undefined) refuse(`is not the newest: it goes on at ${list.movedTo}`)
  if (list.isEdited) refuse('has other line ends than the file it was copied from')
  if (databaseId === undefined) return void refuse('names no database')
  writeRow(db, knowAll(databaseId, content), { place: path, databaseFile: '' })
}

async function load(storage: DurableStorage, given: DurableLoad): Promise<Loaded> {
  const { lines, migrations, list, checkKeys, checkLedger, createdAtMs, clock } = given
  const { sql } = storage
  // Tables come in the order of their names.
  sql.exec('PRAGMA defer_foreign_keys = ON')
  const target = {
    exec: (statement: string) => sql.exec(statement),
    prepare: (statement: string) => (values: readonly unknown[]) => sql.exec(statement, ...values),
  }
  if (loadDump(target, lines, migrations) === 'newer') return 'newer'
  if (sql.exec('PRAGMA foreign_key_check').toArray().length > 0) return 'orphans'
  migrate(storage, migrations)
  checkKeys(readGenerations(storage))
  await checkLedger(openLedger(storage))
  takeList(openDrizzle(storage), list)
  const statements = statementsOf(storage)
  const erasedCount = eraseListed(statements, list, clock())
  erasePassing(statements)
  const note = 'insert into destruction_tallies (data_class, count) values (?, ?)'
  sql.exec(note, `${RESTORE_TALLY}${createdAtMs}`, erasedCount)
  return { erasedCount }
}

/** Undoes a transaction whose outcome is told nevertheless. */
class Undone extends Error {
  readonly outcome: Loaded
  constructor(outcome: Loaded) {
    super()
    this.outcome = outcome
  }
}

/**
 * Loads a dump into the storage of a Durable Object, without what has been erased since: all of it, or nothing.
 *
 * @throws {DeletionListError} where the list is not the database's own. What `checkKeys` and `checkLedger` throw; what SQLite throws at a dump that
 *   does not fit its tables.
 */
export async function loadDurable(given: DurableStorage, order: DurableLoad): Promise<Loaded> {
  const storage = nameErrors(given)
  try {
    return await storage.transaction(async () => {
      const loaded = await load(storage, order)
      if (typeof loaded === 'string') throw new Undone(loaded)
      order.whenLoaded()
      return loaded
    })
  } catch (error) {
    if (error instanceof Undone) return error.outcome
    throw error
  }
}
