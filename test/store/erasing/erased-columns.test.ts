import { randomBytes } from 'node:crypto'
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { getTableColumns, getTableName } from 'drizzle-orm'
import { toSnakeCase } from 'drizzle-orm/casing'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  type TableErasure,
  tableErasures,
} from '../../../server/store/sqlite/erasure/erased-columns.ts'
import { eraseAgain } from '../../../server/store/sqlite/file/database-file.ts'
import type { HeldKind, Store } from '../../../server/store/store.ts'
import { migrations } from '../../support/database/old-database.ts'
import { buildEvent, buildMessage, buildRecord, buildVisit, NOW_MS, TODAY } from '../records.ts'
import { buildHold, buildRequest, buildRestriction } from '../subject-records.ts'
import { entryOf, ListWorld } from './list-world.ts'

// What erasing means is declared once, table by table and column by column. The declaration is held to the tables, and all that
// erase are held to it: the store, the end of a message's term, and the list of deletions after a restore.

let world: ListWorld
beforeEach(() => {
  world = new ListWorld()
})
afterEach(() => world.remove())

type Row = Readonly<Record<string, unknown>>

/** Every row of every table. */
function readAll(path: string): ReadonlyMap<string, readonly Row[]> {
  const database = new Database(path, { readonly: true })
  try {
    const tables = database
      .prepare<[], string>(
        `select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' and name not like '\\_\\_%' escape '\\'`,
      )
      .pluck()
      .all()
    return new Map(
      tables.map((name) => [name, database.prepare<[], Row>(`select * from ${name}`).all()]),
    )
  } finally {
    database.close()
  }
}

/** Somebody with a consent to statistics and a message, and something in every table that leads to either. */
interface Person {
  readonly consent: string
  readonly message: string
  /** The record of the consent that the message was sent with. */
  readonly messageConsent: string
}

const BEFORE_MS = NOW_MS - 1000

async function addRights(store: Store, kind: HeldKind, ref: string): Promise<void> {
  await store.addRestriction(buildRestriction({ kind, ref }))
  // Over: nothing is erased under a hold.
  await store.addLegalHold(buildHold({ kind, ref, untilMs: NOW_MS - 1 }))
  const closed = { state: 'answered', closedAtMs: BEFORE_MS, answer: randomBytes(20) } as const
  await store.addRequest(
    buildRequest({ subjectKind: kind, subjectRef: ref, name: randomBytes(9), ...closed }),
  )
}

async function addPerson(store: Store): Promise<Person> {
  const named = { subjectName: randomBytes(20) }
  const record = buildRecord(named)
  await store.addConsent(record, buildEvent(record), [])
  for (const _ of [1, 2, 3]) {
    const row = buildVisit({ consentId: record.id, address: randomBytes(30), browser: 'Firefox' })
    await store.addVisits([{ row, mayExist: false, counts: [] }])
  }
  const own = buildRecord(named)
  const message = buildMessage({ consentId: own.id, receivedAtMs: BEFORE_MS })
  await store.addMessage(message, own, buildEvent(own))
  await addRights(store, 'consent', record.id)
  await addRights(store, 'message', message.id)
  return { consent: record.id, message: message.id, messageConsent: own.id }
}

/** Rows of a table that lead to a person as the declaration says. */
function rowsOf(
  all: ReadonlyMap<string, readonly Row[]>,
  one: TableErasure,
  kind: HeldKind,
  of: Person,
) {
  const name = getTableName(one.table)
  const column = toSnakeCase(one.names[kind] ?? '')
  const isThrough = kind === 'message' && name === 'consent_records'
  const ref = isThrough ? of.messageConsent : of[kind]
  return (all.get(name) ?? []).filter((row) => row[column] === ref)
}

const declared = (kind: HeldKind) => tableErasures.filter(({ names }) => names[kind] !== undefined)

/** Holds what an erasure has left to the declaration. */
function expectErased(
  kind: HeldKind,
  people: { gone: Person; left: Person },
  paths: { before: string; after: string },
) {
  const before = readAll(paths.before)
  const after = readAll(paths.after)
  for (const one of declared(kind)) {
    const name = getTableName(one.table)
    const rows = rowsOf(before, one, kind, people.gone)
    expect(rows.length, `nothing of ${name} was there to be erased`).toBeGreaterThan(0)
    expect(rowsOf(after, one, kind, people.left), name).toEqual(
      rowsOf(before, one, kind, people.left),
    )
    const { columns } = one
    const wanted = rows.map((row) =>
      Object.fromEntries(
        Object.entries(columns).map(([column, fate]) => {
          const inSql = toSnakeCase(column)
          if (fate === 'emptied')
            expect(row[inSql], `${name}.${column} is empty before`).not.toBe(null)
          return [inSql, fate === 'emptied' ? null : row[inSql]]
        }),
      ),
    )
    expect(rowsOf(after, one, kind, people.gone), name).toEqual(columns === 'deleted' ? [] : wanted)
  }
  expectUntouched(before, after)
}

const PASSING = ['one_time_codes', 'mail_queue', 'counted_uses', 'admin_sessions', 'invitations']
/** Changed by any write, or by every erasure. */
const MOVING = ['deletion_list', 'destruction_tallies', 'ledger_heads', 'jobs']

/** Of what is declared untouched no row is gone. */
function expectUntouched(before: ReadonlyMap<string, readonly Row[]>, after: typeof before) {
  for (const { table, columns } of tableErasures) {
    const name = getTableName(table)
    if (columns !== 'untouched' || [...PASSING, ...MOVING].includes(name)) continue
    for (const row of before.get(name) ?? []) expect(after.get(name), name).toContainEqual(row)
  }
}

/** A database with two people. */
async function begin() {
  const store = await world.open()
  const people = { gone: await addPerson(store), left: await addPerson(store) }
  await world.closeAll()
  const before = join(world.folder, 'before.db')
  cpSync(world.path, before)
  return { people, before }
}

describe('what erasing means', () => {
  test('is declared for every table, once', async () => {
    await (await world.open()).close()
    const names = tableErasures.map(({ table }) => getTableName(table))
    expect(names.toSorted()).toEqual([...readAll(world.path).keys()].toSorted())
  })

  test('is declared for every column of a table that keeps its rows', async () => {
    await (await world.open()).close()
    const database = new Database(world.path, { readonly: true })
    const emptied = tableErasures.filter(({ columns }) => typeof columns === 'object')
    expect(emptied.length).toBeGreaterThan(1)
    for (const { table, columns } of emptied) {
      const there = database.pragma(`table_info(${getTableName(table)})`) as { name: string }[]
      expect(Object.keys(columns).map(toSnakeCase).toSorted()).toEqual(
        there.map(({ name }) => name).toSorted(),
      )
    }
    database.close()
  })

  test('says why of each table that it leaves, and by which column of each that it does not', () => {
    for (const { table, names, columns, why } of tableErasures) {
      expect(columns === 'untouched').toBe(why !== undefined)
      expect(columns === 'untouched').toBe(Object.keys(names).length === 0)
      for (const name of Object.values(names)) expect(getTableColumns(table)).toHaveProperty(name)
    }
  })
})

describe('RT-07 what is declared is erased, and nothing else,', () => {
  test('by the store', async () => {
    const { people, before } = await begin()
    const store = await world.open()
    const { consent, message } = people.gone
    expect(await store.eraseConsent(consent, TODAY, entryOf(consent))).toBe('erased')
    expect(await store.eraseMessage(message, entryOf(message))).toBe('erased')
    await world.closeAll()
    for (const kind of ['consent', 'message'] as const)
      expectErased(kind, people, { before, after: world.path })
  })

  test('by the list of deletions after a restore, which leaves the same', async () => {
    const { people, before } = await begin()
    const { consent, message } = people.gone
    const restored = join(world.folder, 'restored.db')
    cpSync(before, restored)
    eraseAgain(
      restored,
      { consents: [consent], messages: [message] },
      { nowMs: NOW_MS, migrationsFolder: migrations },
    )
    for (const kind of ['consent', 'message'] as const)
      expectErased(kind, people, { before, after: restored })
  })

  test('at the end of a message’s term', async () => {
    const { people, before } = await begin()
    const store = await world.open()
    // The other message is kept by a hold.
    const ref = people.left.message
    await store.addLegalHold(buildHold({ ref, untilMs: NOW_MS + 1000 }))
    await world.closeAll()
    cpSync(world.path, before)
    const due = {
      beforeDay: TODAY,
      beforeMs: NOW_MS,
      nowMs: NOW_MS,
      fromDay: '0000-01-01',
      smallest: 1,
    }
    expect(await (await world.open()).destroyDue('messages', due, 10)).toBe(1)
    await world.closeAll()
    expectErased('message', people, { before, after: world.path })
  })
})
