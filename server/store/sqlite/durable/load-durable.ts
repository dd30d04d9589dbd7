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

/** A load into a storage without a database. */
export interface DurableLoad {
  /** Lines of the dump; called twice. */
  readonly lines: () => Iterable<LoadedLine>
  readonly migrations: readonly Migration[]
  /** The site's complete list of deletions. Everything that it names is erased. */
  readonly list: DeletionList
  /** Checks the loaded key generations. @throws where no secret for them is configured. */
  readonly checkKeys: (generations: readonly LoadedGeneration[]) => void
  /** Verifies the loaded ledger. @throws where it is not as it was written. */
  readonly checkLedger: (ledger: LedgerSnapshot) => Promise<void>
  /** Called in the same transaction, after everything is loaded. */
  readonly whenLoaded: () => void
  /** When the dump was made, milliseconds since 1970 UTC; noted with the load, for the register. */
  readonly createdAtMs: number
  /** Milliseconds since 1970 UTC. */
  readonly clock: () => number
}

/** The parts of a key generation that identify its secret. */
export interface LoadedGeneration {
  readonly id: number
  readonly fingerprint: Uint8Array
  readonly retiredAtMs: number | null
}

/** Result: the number of rows changed by the list, or that the dump is of a newer version than this one. */
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

/**
 * Reads the ledger of an object. Consistent while its reader waits for nothing else: then nothing else runs. The platform
 * permits no other check for damage.
 */
export const openLedger = (storage: DurableStorage): LedgerSnapshot =>
  readLedgerRows({
    all: (statement) => iterate(storage, statement),
    damageCheck: 'quick_check',
    close() {},
  })

/** The list must be complete and the database's own; from here on it is the one in the archive. */
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

/** Rolls back a transaction and carries its result. */
class Undone extends Error {
  readonly outcome: Loaded
  constructor(outcome: Loaded) {
    super()
    this.outcome = outcome
  }
}

/**
 * Loads a dump into the storage of a Durable Object, without the data erased since: all of it, or nothing.
 *
 * @throws {DeletionListError} where the list is not the database's own. What `checkKeys` and `checkLedger` throw; SQLite's
 *   error for a dump that does not match its tables.
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
