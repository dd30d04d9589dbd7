import { sql } from 'drizzle-orm'
import type { HeldKind } from '../../store.ts'
import type { Database } from '../queries.ts'
import { buildErasure } from './erased-columns.ts'

/** A list of ids as one value, in JSON. */
const LIST = '(select value from json_each(?))'

/**
 * Makes what erases all rows of things of a kind that an index leads to, inside a write. Visits and what leads to them are left to
 * the caller, who finds them day by day.
 */
export function createEraseRows(db: Database, kind: HeldKind): (ids: readonly string[]) => void {
  const statements = buildErasure(kind, LIST, { indexedOnly: true }).map((text) => text.split('?'))
  return (ids) => {
    const list = JSON.stringify(ids)
    for (const [head = '', tail = ''] of statements)
      db.run(sql`${sql.raw(head)}${list}${sql.raw(tail)}`)
  }
}
