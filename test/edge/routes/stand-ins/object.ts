import type { ObjectState } from '../../../../server/worker/bindings.ts'

type Storage = ObjectState['storage'] & { deleteAll(): Promise<void> }

let storage: Storage | undefined

/** Says whose storage stands for database files. */
export function useStorage(given: unknown): void {
  storage = given as Storage
}

/** The storage of the object in which the tests run. */
export function getStorage(): Storage {
  if (!storage) throw new Error('No object runs.')
  return storage
}
