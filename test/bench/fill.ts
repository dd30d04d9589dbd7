import Database from 'better-sqlite3'
import { stretchOf } from '../../server/store/sqlite/ledger/stretches.ts'
import { makeUuidV7 } from './bodies.ts'

/** Records of each kind, where nothing else is said. */
export const MILLION = 1_000_000
/** Time over which they are spread. */
const SPAN_MS = 30 * 86_400_000

/** A row of any table, by the names of its columns. */
export type Row = Record<string, unknown>

/**
 * Multiplies the first consent and the first visit of a database, a million times or `rows`, oldest first, as months of use would
 * have left them. The server must not be running.
 *
 * @returns the ids of some of the consents, spread evenly over all.
 */
export function fillDatabase(databaseFile: string, wantedIds: number, rows = MILLION): string[] {
  const database = new Database(databaseFile, { fileMustExist: true })
  database.pragma('cache_size = -200000')
  const ids: string[] = []
  const endMs = Date.now() - 60_000
  const addRecord = copier(database, 'consent_records')
  const addEvent = copier(database, 'consent_events')
  const addVisit = visitCopier(database)
  database.transaction(() => {
    for (let index = 0; index < rows; index++) {
      const atMs = Math.floor(endMs - SPAN_MS + (index / rows) * SPAN_MS)
      const id = makeUuidV7(atMs)
      addRecord({ id, given_at_ms: atMs })
      addEvent({ id, consent_id: id, at_ms: atMs })
      addVisit(id, atMs)
      if (index % Math.floor(rows / wantedIds) === 0) ids.push(id)
    }
  })()
  database.pragma('wal_checkpoint(TRUNCATE)')
  database.close()
  return ids
}

/** A function that adds the first visit again, under a consent and at a time, with what leads to it. */
export function visitCopier(
  database: Database.Database,
): (consentId: string, atMs: number) => void {
  const addVisit = copier(database, 'visits')
  const addStretch = copier(database, 'visit_stretches')
  return (consentId, atMs) => {
    const row = { day: new Date(atMs).toISOString().slice(0, 10), consent_id: consentId }
    const id = makeUuidV7(atMs)
    addVisit({ ...row, id, seen_at_ms: atMs })
    addStretch({ ...row, id_start: stretchOf(id) })
  }
}

/** A function that adds the first row of a table again with some columns changed; a row number is given anew. */
export function copier(database: Database.Database, table: string): (changes: Row) => void {
  const template = database.prepare(`SELECT * FROM ${table} LIMIT 1`).get() as Row | undefined
  if (!template) throw new Error(`${table} is empty: nothing to copy.`)
  const { arrival: _, ...row } = template
  const columns = Object.keys(row)
  const insert = database.prepare(
    `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map((name) => `:${name}`).join(', ')})`,
  )
  return (changes) => void insert.run({ ...row, ...changes })
}

/**
 * Resolves when the running server has sealed what was copied: its sealer takes turns with everything that is measured, and
 * months of use would not have left so much unsealed.
 */
export async function waitUntilSealed(databaseFile: string): Promise<void> {
  const database = new Database(databaseFile, { readonly: true })
  const count = database
    .prepare(
      'SELECT (SELECT count(*) FROM consent_events WHERE seq IS NULL) + (SELECT count(*) FROM register_entries WHERE seq IS NULL)',
    )
    .pluck()
  try {
    while (Number(count.get()) > 100) await new Promise((resolve) => setTimeout(resolve, 1_000))
  } finally {
    database.close()
  }
}
