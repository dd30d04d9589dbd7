import type { KeyGeneration, Store } from '../store/store.ts'
import type { Cryptography } from './cryptography.ts'
import { deriveFingerprint } from './derive.ts'
import {
  createKeyRing,
  findSecret,
  isBoundGeneration,
  type KeyRing,
  type RingGeneration,
} from './key-ring.ts'
import { createRingCryptography } from './node.ts'

type GenerationStore = Pick<Store, 'readKeyGenerations' | 'addKeyGeneration'>

/** `KELISIM_SECRET` and `KELISIM_SECRET_PREVIOUS`, decoded. */
export interface Secrets {
  readonly current: Uint8Array
  readonly previous: readonly Uint8Array[]
}

/** The keys of an open database. */
export interface Keys {
  readonly cryptography: Cryptography
  readonly ring: KeyRing
  /** Whether the database was marked as bound to the secret when it was opened. */
  readonly wasBound: boolean
  /** Reads the generations again; concurrent calls share one read. @throws {StoreError} */
  refresh(): Promise<void>
}

/** The secret does not match the database. */
export class WrongSecretError extends Error {}

/**
 * Opens the keys of a database; a database without keys gets its first generation.
 *
 * @throws {WrongSecretError} where a generation in use was created with a secret that is not configured. Nothing is written
 *   then.
 */
export async function openKeys(
  store: GenerationStore,
  secrets: Secrets,
  clock: () => number,
): Promise<Keys> {
  const generations = await readOrBegin(store, secrets.current, clock)
  const all = [secrets.current, ...secrets.previous]
  checkSecrets(generations, all)
  const ring = createKeyRing(all, generations)
  let reading: Promise<void> | undefined
  const refresh = () => {
    reading ??= store
      .readKeyGenerations()
      .then(ring.update)
      .finally(() => {
        reading = undefined
      })
    return reading
  }
  const wasBound = generations.some(
    (generation) => generation.retiredAtMs === null && isBoundGeneration(all, generation),
  )
  return { ring, wasBound, refresh, cryptography: createRingCryptography(ring, refresh) }
}

async function readOrBegin(
  store: GenerationStore,
  secret: Uint8Array,
  clock: () => number,
): Promise<readonly KeyGeneration[]> {
  const found = await store.readKeyGenerations()
  if (found.length > 0) return found
  const fingerprint = deriveFingerprint(secret, 1)
  // Two concurrent first starts: one insert is rejected, and both read the row afterwards.
  await store.addKeyGeneration({ id: 1, fingerprint, createdAtMs: clock(), retiredAtMs: null })
  return store.readKeyGenerations()
}

/** @throws {WrongSecretError} where a generation in use was created with none of these secrets. */
export function checkSecrets(
  generations: readonly RingGeneration[],
  secrets: readonly Uint8Array[],
): void {
  const inUse = generations.filter(({ retiredAtMs }) => retiredAtMs === null)
  const lost = inUse.filter((generation) => !findSecret(secrets, generation))
  if (lost.length === 0) return
  if (lost.length === inUse.length)
    throw new WrongSecretError(
      'KELISIM_SECRET is not the one this database was encrypted with. Set the one it was encrypted with; to change it, set ' +
        'that one as KELISIM_SECRET_PREVIOUS, start again and run `npm run rotate-keys`. If a trial with `npm start` made this ' +
        'database, name another file in DATABASE_URL, in a folder of its own.',
    )
  const ids = lost.map(({ id }) => id).join(', ')
  throw new WrongSecretError(
    `Neither KELISIM_SECRET nor KELISIM_SECRET_PREVIOUS holds the secret of key generation ${ids}, which is still in use. ` +
      'A change of keys is under way: keep both secrets set until `npm run rotate-keys` has said that it is done.',
  )
}
