/** The tables of a database as of one moment. */
export interface TableSource {
  readonly tables: readonly string[]
  rows(table: string): {
    readonly columns: readonly string[]
    readonly values: Iterable<readonly unknown[]>
  }
}

/**
 * Names of all tables except those of SQLite and of the platform of Durable Objects. drizzle's own is included: it contains
 * the version of the others.
 */
export const TABLE_NAMES = String.raw`select name from sqlite_schema where type = 'table'
  and name not like 'sqlite\_%' escape '\' and name not like '\_cf\_%' escape '\' order by name`

/** Returns whether a table contains the site's data; drizzle's own does not. */
export const isOfSite = (name: string): boolean => !name.startsWith('__')
