import type { KeyGeneration, Store } from '../store/store.ts'
import { deriveFingerprint } from './derive.ts'
import { findSecret } from './key-ring.ts'

/** The first byte of an encrypted value is its generation. */
const LAST_ID = 255

/** No further generation can be numbered. */
export class GenerationsUsedUpError extends Error {}

/**
 * Adds the next key generation, derived from `secret`, unless a rotation to the same secret is already in progress.
 *
 * @returns the newest generation, and whether this call added it.
 * @throws {GenerationsUsedUpError} after 255 generations.
 */
export async function beginGeneration(
  store: Pick<Store, 'readKeyGenerations' | 'addKeyGeneration'>,
  secret: Uint8Array,
  clock: () => number,
): Promise<{ readonly id: number; readonly isNew: boolean }> {
  const generations = await store.readKeyGenerations()
  const newest = generations.at(-1)
  const inUse = generations.filter(({ retiredAtMs }) => retiredAtMs === null)
  if (newest && inUse.length > 1 && findSecret([secret], newest))
    return { id: newest.id, isNew: false }
  return addNext(store, newest, secret, clock)
}

async function addNext(
  store: Pick<Store, 'addKeyGeneration'>,
  newest: KeyGeneration | undefined,
  secret: Uint8Array,
  clock: () => number,
) {
  const id = (newest?.id ?? 0) + 1
  if (id > LAST_ID) throw new GenerationsUsedUpError('All 255 key generations are used up.')
  const fingerprint = deriveFingerprint(secret, id)
  const result = await store.addKeyGeneration({
    id,
    fingerprint,
    createdAtMs: clock(),
    retiredAtMs: null,
  })
  return { id, isNew: result === 'stored' }
}
