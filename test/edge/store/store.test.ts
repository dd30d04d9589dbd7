import { resolve } from 'node:path'
import { Miniflare } from 'miniflare'
import { afterAll, beforeAll } from 'vitest'
import type { Store } from '../../../server/store/store.ts'
import { StoreError } from '../../../server/store/store-error.ts'
import { COMPATIBILITY, modulesOf } from '../../../setup/worker/miniflare.ts'
import { guard, hiding } from '../../store/guards.ts'
import { storeSuite } from '../../store/store-suite.ts'
import { buildWorkerScript } from '../../support/worker/build-script.ts'
import type { CallAnswer, StoreObject } from './store-object.ts'

let worker: Miniflare
let opened = 0

beforeAll(async () => {
  const contents = await buildWorkerScript(resolve(import.meta.dirname, 'store-object.ts'))
  worker = new Miniflare({
    ...{ host: '127.0.0.1', port: 0, cf: false },
    ...modulesOf(contents),
    compatibilityDate: COMPATIBILITY.date,
    compatibilityFlags: COMPATIBILITY.flags,
    durableObjects: { STORE: { className: 'StoreObject', useSQLite: true } },
  } as ConstructorParameters<typeof Miniflare>[0])
  await worker.ready
})
afterAll(() => worker.dispose())

/** Bytes as Node's store gives them: over the wire they come as plain arrays. */
function withBuffers(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value)
  if (Array.isArray(value)) return value.map(withBuffers)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, withBuffers(part)]))
}

function read(answer: CallAnswer): unknown {
  if (!('error' in answer)) return withBuffers(answer.value)
  const { message, name, fields } = answer.error
  const error = name === 'StoreError' ? Object.create(StoreError.prototype) : new Error(message)
  throw Object.assign(error, fields, { message })
}

interface StoreNamespace {
  getByName(name: string): Pick<StoreObject, 'call'>
}

/** A new object's store. */
async function openStore(): Promise<Store> {
  // The platform's own types are not installed.
  const namespace: unknown = await worker.getDurableObjectNamespace('STORE')
  opened += 1
  const stub = (namespace as StoreNamespace).getByName(`store ${opened}`)
  return new Proxy({} as Store, {
    get(_, method: keyof Store | 'then') {
      if (method === 'then') return undefined
      return async (...given: readonly unknown[]) => {
        // Functions cross no wire: the object has the same ones.
        const values = given.filter((value) => value !== guard && value !== hiding)
        return read(await stub.call(method, values))
      }
    },
  })
}

storeSuite('durable object in workerd', openStore)
