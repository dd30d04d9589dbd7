import { DurableObject } from 'cloudflare:workers'
import { migrations } from 'virtual:kelisim-bundle'
import { openDurable } from '../../../server/store/sqlite/durable/open-durable.ts'
import type { Store } from '../../../server/store/store.ts'
import type { ObjectState } from '../../../server/worker/bindings.ts'
import { guard, hiding } from '../../store/guards.ts'

/** What a call came to: a value, or the code of a `StoreError`. */
export type CallAnswer =
  | { readonly value: unknown }
  | { readonly error: { readonly name: string; readonly message: string; readonly fields: object } }

/** The store of a Durable Object, each of its methods called from outside. */
export class StoreObject extends DurableObject<object> {
  readonly #store: Promise<Store>

  constructor(state: ObjectState, bindings: object) {
    super(state, bindings)
    this.#store = openDurable(state.storage, { migrations })
  }

  async call(method: keyof Store, given: readonly unknown[]): Promise<CallAnswer> {
    try {
      const store = await this.#store
      if (method === 'guardLedger') return { value: store.guardLedger(guard) }
      if (method === 'hideVisits') return { value: store.hideVisits(hiding) }
      const run = store[method] as (...args: readonly unknown[]) => unknown
      return { value: await run(...given) }
    } catch (error) {
      if (!(error instanceof Error)) throw error
      return { error: { name: error.name, message: error.message, fields: { ...error } } }
    }
  }
}

export default { fetch: () => new Response() }
