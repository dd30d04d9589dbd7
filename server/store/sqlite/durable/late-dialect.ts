import { type QueryWithTypings, type SQL, sql } from 'drizzle-orm'
import { SQLiteSyncDialect } from 'drizzle-orm/sqlite-core'

type Dialect = SQLiteSyncDialect

/** A part of a statement that is built when it is serialised. */
const later = (build: () => SQL): SQL => sql`${{ getSQL: build, shouldOmitSQLParens: () => true }}`

/**
 * drizzle's dialect with lazy statements: each is built when it first runs. The store prepares some hundred and fifty at its
 * opening, of which a request needs five; building all would take a quarter of the time until an object that was not awake
 * responds.
 */
export class LateDialect extends SQLiteSyncDialect {
  override sqlToQuery(...given: Parameters<Dialect['sqlToQuery']>): QueryWithTypings {
    let written: QueryWithTypings | undefined
    const write = () => {
      written ??= super.sqlToQuery(...given)
      return written
    }
    return {
      get sql() {
        return write().sql
      },
      get params() {
        return write().params
      },
    }
  }

  override buildSelectQuery(...given: Parameters<Dialect['buildSelectQuery']>): SQL {
    return later(() => super.buildSelectQuery(...given))
  }

  override buildInsertQuery(...given: Parameters<Dialect['buildInsertQuery']>): SQL {
    return later(() => super.buildInsertQuery(...given))
  }

  override buildUpdateQuery(...given: Parameters<Dialect['buildUpdateQuery']>): SQL {
    return later(() => super.buildUpdateQuery(...given))
  }

  override buildDeleteQuery(...given: Parameters<Dialect['buildDeleteQuery']>): SQL {
    return later(() => super.buildDeleteQuery(...given))
  }
}
