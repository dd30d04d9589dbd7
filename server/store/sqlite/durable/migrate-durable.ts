import { NewerDatabaseError } from '../newer-database-error.ts'
import type { DurableStorage, Migration } from './durable-storage.ts'
import { isDatabaseStored } from './durable-tables.ts'

/** The last migration that ran, by when it was made. */
const readLast = ({ sql }: DurableStorage): number => {
  const found = sql.exec('select max(created_at) as last from __drizzle_migrations').next().value
  return Number(found?.last ?? Number.NEGATIVE_INFINITY)
}

/** Whether there is a database whose tables are older than these migrations make them. */
export const isMigrationDue = (
  storage: DurableStorage,
  migrations: readonly Migration[],
): boolean => isDatabaseStored(storage) && migrations.some(({ when }) => when > readLast(storage))

/** Brings the tables up to date. @throws {NewerDatabaseError} */
export function migrate(storage: DurableStorage, migrations: readonly Migration[]): void {
  const { sql } = storage
  storage.transactionSync(() => {
    // The table that drizzle's migrator keeps on Node: a database goes from one to the other.
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
