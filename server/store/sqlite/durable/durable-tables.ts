import { TABLE_NAMES, type TableSource } from '../tables.ts'
import type { DurableStorage } from './durable-storage.ts'

const readNames = ({ sql }: DurableStorage): string[] =>
  sql
    .exec(TABLE_NAMES)
    .toArray()
    .map(({ name }) => String(name))

/** Returns whether a Durable Object's storage contains a database, ignoring the platform's own tables. */
export const isDatabaseStored = (storage: DurableStorage): boolean => readNames(storage).length > 0

/** Returns the tables of a Durable Object's storage. Read them synchronously, so that nothing is written meanwhile. */
export const readTables = (storage: DurableStorage): TableSource => ({
  tables: readNames(storage),
  rows(table) {
    const cursor = storage.sql.exec(`select * from "${table}"`)
    return { columns: cursor.columnNames, values: cursor.raw() }
  },
})

/** Returns the first value of the first row; 0 where there is none. */
export const readNumber = ({ sql }: DurableStorage, query: string): number =>
  Number(Object.values(sql.exec(query).next().value ?? {})[0] ?? 0)
