/** The tables of a database as they stand at one moment. */
export interface TableSource {
  readonly tables: readonly string[]
  rows(table: string): {
    readonly columns: readonly string[]
    readonly values: Iterable<readonly unknown[]>
  }
}

/**
 * Names of all tables but those that SQLite and the platform of Durable Objects keep for themselves. drizzle's own is among them: it
 * says of which version the others are.
 */
export const TABLE_NAMES = String.raw`select name from sqlite_schema where type = 'table'
  and name not like 'sqlite\_%' escape '\' and name not like '\_cf\_%' escape '\' order by name`

/** Whether a table holds what the site has stored: drizzle's own does not. */
export const isOfSite = (name: string): boolean => !name.startsWith('__')
