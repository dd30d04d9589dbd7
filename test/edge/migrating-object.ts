import { DurableObject } from 'cloudflare:workers'
import { migrations } from 'virtual:kelisim-bundle'
import { openDurable } from '../../server/store/sqlite/durable/open-durable.ts'
import type { ObjectState } from '../../server/worker/bindings.ts'

/** An object whose database is opened by one version after another. */
export class MigratingObject extends DurableObject<object> {
  readonly #state: ObjectState

  constructor(state: ObjectState, bindings: object) {
    super(state, bindings)
    this.#state = state
  }

  /** Opens the database by a version that lacks the last migrations. @returns for each time it told, the migrations that had run. */
  async open(lacking: number): Promise<readonly unknown[]> {
    const { storage } = this.#state
    const told: unknown[] = []
    const count = () =>
      storage.sql.exec('select count(*) as ran from __drizzle_migrations').toArray()[0]?.ran
    await openDurable(storage, {
      migrations: migrations.slice(0, migrations.length - lacking),
      beforeMigration: async () => {
        await Promise.resolve()
        told.push(count())
      },
    })
    return told
  }
}

export default { fetch: () => new Response() }
