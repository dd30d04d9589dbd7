import { Column, is, Param, Placeholder } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'

/** Result of a statement that changes rows: how many. */
export interface Changes {
  readonly changes: number
}
/** A statement of the driver itself, run with its values in the order of the columns. */
export interface DriverStatement {
  run(...values: readonly unknown[]): Changes
  /** Returns the first row; `undefined` where there is none. */
  get(...values: readonly unknown[]): unknown
  /** Returns every row, each with its columns by name. */
  all(...values: readonly unknown[]): readonly unknown[]
}
/** Prepares a drizzle query with the driver only. */
export type PrepareDriver = (query: { toSQL(): { sql: string } }) => DriverStatement

/** A buffer is any bytes: the driver stores both alike. */
type Storable<V> = V extends Buffer ? Uint8Array : V

/** A row of a table, every column by its name; one that is missing, unknown or of another type is a type error. */
type RowOf<T extends SQLiteTable, Left extends string> = {
  readonly [C in Exclude<keyof T['$inferSelect'], Left>]: Storable<T['$inferSelect'][C]>
}

/** Inserts a row. */
type InsertRow<T extends SQLiteTable, Left extends string> = (
  row: RowOf<T, Left>,
) => ReturnType<DriverStatement['run']>

/** An insertion that drizzle has built, of a placeholder for each column. */
interface Insertion {
  toSQL(): { sql: string; params: readonly unknown[] }
}

/**
 * Prepares an insertion that the driver runs, with the values in the order of its placeholders: a column that is added or
 * moved in the schema cannot come to hold another one's value.
 *
 * @param query inserts into the table, from `valuesOf` it.
 * @typeParam Left columns that the database fills in.
 */
export function prepareInsert<T extends SQLiteTable, Left extends string = never>(
  prepareDriver: PrepareDriver,
  query: Insertion & { readonly _: { readonly table: T } },
): InsertRow<T, Left> {
  const columns = query.toSQL().params.map((param) => {
    if (!is(param, Param) || !is(param.value, Placeholder) || !is(param.encoder, Column))
      throw new Error('an insertion takes its values from placeholders of columns')
    const { encoder } = param
    return { name: param.value.name, encode: (value: unknown) => encoder.mapToDriverValue(value) }
  })
  const statement = prepareDriver(query)
  return (row) => {
    const values = row as Readonly<Record<string, unknown>>
    return statement.run(
      ...columns.map(({ name, encode }) => {
        const value = values[name]
        return value === null ? null : encode(value)
      }),
    )
  }
}
