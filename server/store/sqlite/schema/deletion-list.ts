import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** One row that identifies this database and what its list of deletions must contain (`server/deletions`). */
export const deletionList = sqliteTable('deletion_list', {
  /** UUID, created with the database and kept by its backups. */
  databaseId: text().primaryKey(),
  lineCount: integer().notNull(),
  byteCount: integer().notNull(),
  /** SHA-256, hex. */
  chain: text().notNull(),
  /** The list's place when the database was last open, absolute; null where no list was started yet. */
  place: text(),
  /** The database's path at that time, absolute: at another path it is a copy, and takes no list away. */
  databaseFile: text(),
})
