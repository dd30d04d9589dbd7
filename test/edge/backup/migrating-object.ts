import { DurableObject } from 'cloudflare:workers'
import { migrations } from 'virtual:kelisim-bundle'
import { openDurable } from '../../../server/store/sqlite/durable/open-durable.ts'
import type { ObjectState } from '../../../server/worker/bindings.ts'

/** An object whose database is opened by one version after another. */
export class MigratingObject extends DurableObject<object> {
  readonly #state: ObjectState

  constructor(state: ObjectState, bindings: object) {
    super(state, bindings)
    this.#state = state
  }

  /** Opens the database by a version that lacks the last migrations. @returns for each time it told, the migrations that had run. */
  async open(lacking: number): Promise<readonly unknown[]> {
    const told: unknown[] = []
    await openDurable(this.#state.storage, {
      migrations: migrations.slice(0, migrations.length - lacking),
      beforeMigration: async () => {
        await Promise.resolve()
        told.push(this.#query('select count(*) as ran from __drizzle_migrations')[0]?.ran)
      },
    })
    return told
  }

  /** Opens it by this version, whose last migration fails at its end. @returns what was thrown. */
  async openBroken(): Promise<string> {
    const last = migrations.at(-1)
    if (!last) return 'there is no migration'
    const statements = [
      ...last.statements,
      'insert into jobs (name, held_until_ms) values (1, null)',
    ]
    const broken = [...migrations.slice(0, -1), { ...last, statements }]
    try {
      await openDurable(this.#state.storage, { migrations: broken })
      return 'nothing'
    } catch (error) {
      return String(error)
    }
  }

  /** Runs statements as they are. @returns the rows of the last. */
  query(...statements: readonly string[]): readonly Record<string, unknown>[] {
    let rows: readonly Record<string, unknown>[] = []
    for (const statement of statements) rows = this.#query(statement)
    return rows
  }

  readonly #query = (statement: string): readonly Record<string, unknown>[] =>
    this.#state.storage.sql.exec(statement).toArray()
}

export default { fetch: () => new Response() }
