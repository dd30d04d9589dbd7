import type { Cryptography } from '../../crypto/cryptography.ts'
import type { PublicKey, SignedKind, Signer } from '../../crypto/signer.ts'
import type { Store, StoredSigningKey } from '../../store/store.ts'
import { bindKey, isKeyBound } from './head.ts'

/** How long the keys are cached, and so how long this process may sign with a key that another one has retired. */
const KEYS_CACHED_MS = 60_000

/** Creates and uses keys, by the runtime's own means. */
export interface KeyMaker {
  generateSigningKey(): Promise<{ readonly publicKey: PublicKey; readonly privateJwk: string }>
  createSign(
    kid: string,
    privateJwk: string,
  ): Promise<(kind: SignedKind, payload: string) => Promise<string>>
}

/** Dependencies for managing signing keys. */
export interface SigningKeyDeps {
  readonly store: Pick<Store, 'readSigningKeys' | 'addSigningKey' | 'retireSigningKey'>
  readonly cryptography: Pick<Cryptography, 'seal' | 'open' | 'blindIndexes' | 'isEqual'>
  /** Milliseconds since 1970 UTC. */
  readonly clock: () => number
  readonly keyMaker: KeyMaker
}

/** Creates a key and stores it, the private key encrypted. */
async function addKey({ store, cryptography, clock, keyMaker }: SigningKeyDeps): Promise<string> {
  const { publicKey, privateJwk } = await keyMaker.generateSigningKey()
  const key = {
    id: publicKey.kid,
    publicJwk: JSON.stringify(publicKey),
    privateJwk: await cryptography.seal('signing.key', publicKey.kid, privateJwk),
    createdAtMs: clock(),
    retiredAtMs: null,
  }
  await store.addSigningKey({ ...key, keyedHash: bindKey(key, cryptography) })
  return publicKey.kid
}

/** Returns the key that signs: the newest that is not retired, so still has its private key. `keys` are oldest first. */
const findCurrent = (keys: readonly StoredSigningKey[]) =>
  keys.filter(({ privateJwk }) => privateJwk !== null).at(-1)

/**
 * Returns the keys bound to the secret: those whose keyed hash only a process with `KELISIM_SECRET` can have made. Any other
 * row was inserted or altered by somebody with only the database file: it signs nothing, verifies nothing and is not
 * published.
 */
const readBoundKeys = async ({
  store,
  cryptography,
}: Pick<SigningKeyDeps, 'store' | 'cryptography'>): Promise<readonly StoredSigningKey[]> =>
  (await store.readSigningKeys()).filter((key) => isKeyBound(key, cryptography))

/** Returns the key that signs now; `undefined` where none does. */
export const readCurrentKey = async (
  deps: Parameters<typeof readBoundKeys>[0],
): Promise<StoredSigningKey | undefined> => findCurrent(await readBoundKeys(deps))

/** Creates the first key where there is none. */
export async function ensureSigningKey(deps: SigningKeyDeps): Promise<void> {
  if (!(await readCurrentKey(deps))) await addKey(deps)
}

/**
 * Replaces the signing key and deletes the private keys of all old ones; what they have signed stays valid.
 *
 * @returns the new key's `kid`.
 */
export async function rotateSigningKey(deps: SigningKeyDeps): Promise<string> {
  const { store, cryptography, clock } = deps
  const old = await store.readSigningKeys()
  const kid = await addKey(deps)
  for (const key of old) {
    // Retired by an earlier rotation, it keeps its time; unbound, it stays unbound.
    const retired = { ...key, retiredAtMs: key.retiredAtMs ?? clock() }
    const keyedHash = isKeyBound(key, cryptography) ? bindKey(retired, cryptography) : null
    await store.retireSigningKey(key.id, retired.retiredAtMs, keyedHash)
  }
  return kid
}

/** Returns the signer that uses the current key of the store. */
export function createSigner(deps: SigningKeyDeps): Signer {
  const { cryptography, clock, keyMaker } = deps
  let cached: { readonly untilMs: number; readonly keys: readonly StoredSigningKey[] } | undefined
  /** The signing function of each key used so far, by `kid`. */
  const signs = new Map<string, ReturnType<KeyMaker['createSign']>>()
  const readKeys = async () => {
    const nowMs = clock()
    // The last condition holds where the clock was set back; the cache would otherwise be used for too long.
    if (!cached || cached.untilMs <= nowMs || cached.untilMs > nowMs + KEYS_CACHED_MS) {
      cached = { keys: await readBoundKeys(deps), untilMs: nowMs + KEYS_CACHED_MS }
    }
    return cached.keys
  }
  /** Decrypts the private key, which every current key has (`findCurrent`). */
  const createSign = async ({ id, privateJwk }: StoredSigningKey) =>
    keyMaker.createSign(
      id,
      await cryptography.open('signing.key', id, privateJwk ?? new Uint8Array()),
    )
  const findSign = (key: StoredSigningKey) => {
    const known = signs.get(key.id)
    if (known) return known
    const made = createSign(key)
    signs.set(key.id, made)
    // A failure may pass, as of a read, so the next signature tries again.
    made.catch(() => signs.delete(key.id))
    return made
  }
  return {
    async sign(kind, payload) {
      const key = findCurrent(await readKeys())
      if (!key) throw new Error('sign: there is no signing key')
      const sign = await findSign(key)
      return sign(kind, payload)
    },
    publicKeys: async () =>
      (await readKeys()).map(({ publicJwk }): PublicKey => JSON.parse(publicJwk)),
  }
}
