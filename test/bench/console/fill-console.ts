import Database from 'better-sqlite3'
import { DAY_MS } from '../../../server/domain/calendar/day.ts'
import { makeUuidV7 } from '../bodies.ts'
import { copier, type Row, visitCopier } from '../fill.ts'

/** What is stored while the console is measured. */
export const STORED = {
  visits: 10_000_000,
  decisions: 1_000_000,
  messages: 20_000,
  registerLines: 100_000,
} as const

/** Time over which visits are spread: as long as they are kept. */
const VISITS_SPAN_MS = 30 * DAY_MS
/** Time over which the rest is spread. */
const YEAR_MS = 365 * DAY_MS

/** Calls a function with moments spread evenly over a time that ends a minute ago, oldest first. */
function spread(count: number, spanMs: number, add: (atMs: number, index: number) => void): void {
  const endMs = Date.now() - 60_000
  for (let index = 0; index < count; index++)
    add(Math.floor(endMs - spanMs + (index / count) * spanMs), index)
}

/** Copies a consent with its event a million times. */
function fillDecisions(database: Database.Database, count: number): void {
  const addRecord = copier(database, 'consent_records')
  const addEvent = copier(database, 'consent_events')
  spread(count, YEAR_MS, (atMs) => {
    const id = makeUuidV7(atMs)
    addRecord({ id, given_at_ms: atMs, valid_until_ms: atMs + YEAR_MS })
    addEvent({ id, consent_id: id, at_ms: atMs, seq: null })
  })
}

/** Copies the counts of a day to each day of a year. */
function fillCounts(database: Database.Database): void {
  const rows = database.prepare('SELECT * FROM daily_counts').all() as Row[]
  const add = database.prepare(
    'INSERT OR IGNORE INTO daily_counts (day, measure, dimension, value, count) VALUES (:day, :measure, :dimension, :value, :count)',
  )
  spread(365, YEAR_MS, (atMs) => {
    const day = new Date(atMs).toISOString().slice(0, 10)
    for (const row of rows) add.run({ ...row, day, count: 2_740 })
  })
}

const references = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
const referenceOf = (index: number): string =>
  Array.from({ length: 8 }, (_, place) => references[(index >> (place * 4)) & 15]).join('')

/** Copies a message, and a request about it, to twenty thousand. Their sealed fields cannot be opened, which takes as long. */
function fillMessages(database: Database.Database, count: number): void {
  const addMessage = copier(database, 'messages')
  const addRequest = copier(database, 'requests')
  spread(count, YEAR_MS, (atMs, index) => {
    const isOpen = index > count - 200
    const id = makeUuidV7(atMs)
    const closed = isOpen ? null : atMs + DAY_MS
    addMessage({
      ...{ id, reference: `K-${referenceOf(index)}`, received_at_ms: atMs },
      closed_at_ms: closed,
    })
    if (index % 10 === 0)
      addRequest({
        ...{ id: makeUuidV7(atMs), received_at_ms: atMs, subject_ref: id },
        ...{ number: `R-${referenceOf(index)}`, thread: `R-${referenceOf(index)}` },
        ...(closed !== null && { state: 'answered', closed_at_ms: closed }),
      })
  })
}

/** Registers of which a school has a hundred lines at the most. */
const SHORT: readonly unknown[] = ['breaches', 'processors', 'services']

/** Copies the lines that are there, each as a thread of its own, evenly among the long registers. */
function fillRegisters(database: Database.Database, count: number): void {
  const rows = database
    .prepare('SELECT * FROM register_entries GROUP BY register')
    .all() as (Row & { readonly arrival: number })[]
  const long = rows.filter(({ register }) => !SHORT.includes(register))
  const short = rows.filter(({ register }) => SHORT.includes(register))
  const add = copier(database, 'register_entries')
  spread(count, YEAR_MS, (atMs, index) => {
    const from = index % 300 === 0 ? short : long
    const { arrival: _, ...row } = from[Math.floor(index / 300 + index) % from.length] ?? {
      arrival: 0,
    }
    const id = makeUuidV7(atMs)
    add({ ...row, id, thread: id, at_ms: atMs, seq: null })
  })
}

/** Fills the database of a stopped server that holds one of everything. `share`: of the numbers of `STORED`. */
export function fillConsole(databaseFile: string, share = 1): void {
  const database = new Database(databaseFile, { fileMustExist: true })
  database.pragma('cache_size = -400000')
  const of = (count: number) => Math.ceil(count * share)
  database.transaction(() => {
    fillDecisions(database, of(STORED.decisions))
    fillCounts(database)
    fillMessages(database, of(STORED.messages))
    fillRegisters(database, of(STORED.registerLines))
    const addVisit = visitCopier(database)
    spread(of(STORED.visits), VISITS_SPAN_MS, (atMs) => addVisit(makeUuidV7(atMs), atMs))
  })()
  database.pragma('wal_checkpoint(TRUNCATE)')
  database.close()
}
