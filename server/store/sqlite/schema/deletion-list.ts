import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** The one row says which database this is, and what its list of deletions must hold (`server/deletions`). */
export const deletionList = sqliteTable('deletion_list', {
  /** UUID, made with the database and kept by its backups. */
  databaseId: text().primaryKey(),
  lineCount: integer().notNull(),
  byteCount: integer().notNull(),
  /** SHA-256, hex. */
  chain: text().notNull(),
  /** Where the list lay when the database was last open, absolute; null where it is still to be begun. */
  place: text(),
  /** Where the database lay then, absolute: under another name it is a copy, and takes no list away. */
  databaseFile: text(),
})
