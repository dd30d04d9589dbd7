import { NewerDatabaseError } from '../newer-database-error.ts'
import type { DurableStorage, Migration } from './durable-storage.ts'
import { isDatabaseStored } from './durable-tables.ts'

/** Returns the time of the last completed migration. */
const readLast = ({ sql }: DurableStorage): number => {
  const found = sql.exec('select max(created_at) as last from __drizzle_migrations').next().value
  return Number(found?.last ?? Number.NEGATIVE_INFINITY)
}

/** Returns whether there is a database with tables older than these migrations. */
export const isMigrationDue = (
  storage: DurableStorage,
  migrations: readonly Migration[],
): boolean => isDatabaseStored(storage) && migrations.some(({ when }) => when > readLast(storage))

/** Migrates the tables. @throws {NewerDatabaseError} */
export function migrate(storage: DurableStorage, migrations: readonly Migration[]): void {
  const { sql } = storage
  storage.transactionSync(() => {
    // The table of drizzle's migrator on Node, so that a database can be moved between both.
    sql.exec(
      'create table if not exists __drizzle_migrations (id serial primary key, hash text not null, created_at numeric)',
    )
    const last = readLast(storage)
    if (last > Math.max(...migrations.map(({ when }) => when)))
      throw new NewerDatabaseError('The data were written by a newer version: deploy that one.')
    for (const { when, hash, statements } of migrations.filter((one) => one.when > last)) {
      for (const statement of statements) sql.exec(statement)
      sql.exec('insert into __drizzle_migrations (hash, created_at) values (?, ?)', hash, when)
    }
  })
}
