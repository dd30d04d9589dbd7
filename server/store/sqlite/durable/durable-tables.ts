import { TABLE_NAMES, type TableSource } from '../tables.ts'
import type { DurableStorage } from './durable-storage.ts'

const readNames = ({ sql }: DurableStorage): string[] =>
  sql
    .exec(TABLE_NAMES)
    .toArray()
    .map(({ name }) => String(name))

/** Whether a Durable Object's storage holds a database. What the platform keeps there for itself is none. */
export const isDatabaseStored = (storage: DurableStorage): boolean => readNames(storage).length > 0

/** The tables of a Durable Object's storage. They are to be read in one turn, in which nothing is written. */
export const readTables = (storage: DurableStorage): TableSource => ({
  tables: readNames(storage),
  rows(table) {
    const cursor = storage.sql.exec(`select * from "${table}"`)
    return { columns: cursor.columnNames, values: cursor.raw() }
  },
})

/** The first value of the first row; 0 where there is none. */
export const readNumber = ({ sql }: DurableStorage, query: string): number =>
  Number(Object.values(sql.exec(query).next().value ?? {})[0] ?? 0)
