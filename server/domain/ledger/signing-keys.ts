import type { Cryptography } from '../../crypto/cryptography.ts'
import type { PublicKey, SignedKind, Signer } from '../../crypto/signer.ts'
import type { Store, StoredSigningKey } from '../../store/store.ts'
import { bindKey, isKeyBound } from './head.ts'

/** How long the list of keys is cached: a key that was retired elsewhere signs no longer than this. */
const KEYS_BELIEVED_MS = 60_000

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

/** Returns the key that signs: the newest that is not retired. */
const findCurrent = (keys: readonly StoredSigningKey[]) =>
  keys.filter(({ privateJwk }) => privateJwk !== null).at(-1)

/**
 * Returns the keys written by a process with the secret. Any other row was inserted by somebody with only the database file,
 * or was altered: it signs nothing, verifies nothing and is not published.
 */
const readBound = async ({
  store,
  cryptography,
}: Pick<SigningKeyDeps, 'store' | 'cryptography'>): Promise<readonly StoredSigningKey[]> =>
  (await store.readSigningKeys()).filter((key) => isKeyBound(key, cryptography))

/** Creates the first key where there is none. */
export async function ensureSigningKey(deps: SigningKeyDeps): Promise<void> {
  if (!findCurrent(await readBound(deps))) await addKey(deps)
}

/**
 * Replaces the signing key and deletes the private keys of the old ones; their signatures stay valid.
 *
 * @returns the new key's `kid`.
 */
export async function rotateSigningKey(deps: SigningKeyDeps): Promise<string> {
  const { store, cryptography, clock } = deps
  const old = await store.readSigningKeys()
  const kid = await addKey(deps)
  for (const key of old) {
    const retired = { ...key, retiredAtMs: key.retiredAtMs ?? clock() }
    const keyedHash = isKeyBound(key, cryptography) ? bindKey(retired, cryptography) : null
    await store.retireSigningKey(key.id, retired.retiredAtMs, keyedHash)
  }
  return kid
}

/** Signs with the current key of the store. */
export function createSigner(deps: SigningKeyDeps): Signer {
  const { cryptography, clock, keyMaker } = deps
  let believed: { readonly untilMs: number; readonly keys: readonly StoredSigningKey[] } | undefined
  const signs = new Map<string, ReturnType<KeyMaker['createSign']>>()
  const readKeys = async () => {
    const nowMs = clock()
    if (!believed || believed.untilMs <= nowMs || believed.untilMs > nowMs + KEYS_BELIEVED_MS) {
      believed = { keys: await readBound(deps), untilMs: nowMs + KEYS_BELIEVED_MS }
    }
    return believed.keys
  }
  const openKey = async ({ id, privateJwk }: StoredSigningKey) =>
    keyMaker.createSign(
      id,
      await cryptography.open('signing.key', id, privateJwk ?? new Uint8Array()),
    )
  return {
    async sign(kind, payload) {
      const key = findCurrent(await readKeys())
      if (!key) throw new Error('sign: there is no signing key')
      const sign = signs.get(key.id) ?? openKey(key)
      signs.set(key.id, sign)
      return (await sign)(kind, payload)
    },
    publicKeys: async () =>
      (await readKeys()).map(({ publicJwk }): PublicKey => JSON.parse(publicJwk)),
  }
}
