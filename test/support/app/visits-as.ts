import { expect } from 'vitest'
import type { DataKinds } from '../../../server/contract/index.ts'
import { openDatabase } from '../database/database-file.ts'
import { bearer } from './my-data.ts'
import { consent, newId, type TestApp, visits } from './test-app.ts'

/** Every data kind. */
export const ALL: DataKinds = { ip: true, browser: true, visit_time: true, visitor_cookie: true }
/** Every data kind except the one by which visits may be joined. */
export const UNJOINED: DataKinds = { ...ALL, visitor_cookie: false }

type Row = Record<string, unknown>

/** No two page views have the same duration, so no rows are equal by chance. */
let views = 1_000_000

/** Simulates a visitor with several page views, some minutes apart. */
export async function visitAs(world: TestApp, dataKinds: DataKinds, count: number) {
  const body = consent({ id: newId(world.nowMs), dataKinds })
  expect((await world.post('/v1/consents', body)).status).toBe(201)
  const sent: string[] = []
  for (let index = 0; index < count; index++) {
    views += 7919
    const entry = { id: newId(world.nowMs), durationMs: views }
    expect((await world.post('/v1/visits', visits(body.id, entry))).status).toBe(202)
    sent.push(entry.id)
    world.nowMs += 61_000
  }
  return { id: body.id, secret: body.secret, sent, who: bearer(`${body.id}.${body.secret}`) }
}

/** Returns the names of all tables. */
export const tablesOf = (world: TestApp): string[] => {
  const database = openDatabase(world.databaseFile)
  const names = database
    .prepare("select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'")
    .pluck()
    .all() as string[]
  database.close()
  return names
}

function rowsIn(world: TestApp, table: string): Row[] {
  const database = openDatabase(world.databaseFile)
  const rows = database.prepare(`select * from ${table}`).all() as Row[]
  database.close()
  return rows
}

const textOf = (value: unknown) => (Buffer.isBuffer(value) ? value.toString('hex') : String(value))
/** Columns that do not identify whose a row is: the day, the hour, and values shared by thousands of browsers. */
const COMMON = new Set(['day', 'seen_at_ms', 'is_address_whole', 'browser', 'os', 'device'])

/** Returns the values by which a row could be joined with another row of any table. */
export function findJoins(world: TestApp, table: string, row: Row): string[] {
  const own = Object.entries(row).filter(
    ([column, value]) => !COMMON.has(column) && value !== null && value !== '',
  )
  return tablesOf(world).flatMap((other) =>
    rowsIn(world, other)
      .filter((one) => other !== table || JSON.stringify(one) !== JSON.stringify(row))
      .flatMap((one) => Object.entries(one))
      .flatMap(([column, value]) =>
        own
          .filter(([, mine]) => value !== null && textOf(value) === textOf(mine))
          .map(([name]) => `${table}.${name} = ${other}.${column}`),
      ),
  )
}
