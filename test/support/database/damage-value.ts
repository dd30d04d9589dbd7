import Database from 'better-sqlite3'

/** Flips a bit of an encrypted value in place, in a database that may be in use. */
export function damageValue(databaseFile: string, table: string, column: string, id: string) {
  const database = new Database(databaseFile)
  const row = database.prepare(`select ${column} as sealed from ${table} where id = ?`).get(id) as {
    sealed: Buffer
  }
  row.sealed[row.sealed.length - 1] = (row.sealed.at(-1) ?? 0) ^ 1
  database.prepare(`update ${table} set ${column} = ? where id = ?`).run(row.sealed, id)
  database.close()
}
