import type { Cryptography } from '../../crypto/cryptography.ts'
import type { PublicKey, SignedKind, Signer } from '../../crypto/signer.ts'
import type { SigningKey, Store } from '../../store/store.ts'

/** How long the list of keys is believed before it is read again: a key that was retired elsewhere signs no longer than this. */
const KEYS_BELIEVED_MS = 60_000

/** What makes and uses keys; a runtime's own. */
export interface KeyMaker {
  generateSigningKey(): Promise<{ readonly publicKey: PublicKey; readonly privateJwk: string }>
  createSign(
    kid: string,
    privateJwk: string,
  ): Promise<(kind: SignedKind, payload: string) => Promise<string>>
}

/** What the care of signing keys needs. */
export interface SigningKeyDeps {
  readonly store: Pick<Store, 'readSigningKeys' | 'addSigningKey' | 'retireSigningKey'>
  readonly cryptography: Pick<Cryptography, 'seal' | 'open'>
  /** Milliseconds since 1970 UTC. */
  readonly clock: () => number
  readonly keyMaker: KeyMaker
}

/** Makes a key and stores it, the private half sealed. */
async function addKey({ store, cryptography, clock, keyMaker }: SigningKeyDeps): Promise<string> {
  const { publicKey, privateJwk } = await keyMaker.generateSigningKey()
  await store.addSigningKey({
    id: publicKey.kid,
    publicJwk: JSON.stringify(publicKey),
    privateJwk: await cryptography.seal('signing.key', publicKey.kid, privateJwk),
    createdAtMs: clock(),
    retiredAtMs: null,
  })
  return publicKey.kid
}

/** The key that signs: the newest that was not retired. */
const findCurrent = (keys: readonly SigningKey[]) =>
  keys.filter(({ privateJwk }) => privateJwk !== null).at(-1)

/** Makes the first key where there is none. */
export async function ensureSigningKey(deps: SigningKeyDeps): Promise<void> {
  if (!findCurrent(await deps.store.readSigningKeys())) await addKey(deps)
}

/**
 * Puts a new key in the place of the old ones, whose private halves are deleted; what they have signed stays valid.
 *
 * @returns the new key's `kid`.
 */
export async function rotateSigningKey(deps: SigningKeyDeps): Promise<string> {
  const old = await deps.store.readSigningKeys()
  const kid = await addKey(deps)
  for (const { id } of old) await deps.store.retireSigningKey(id, deps.clock())
  return kid
}

/** Signs with the current key of the store. */
export function createSigner(deps: SigningKeyDeps): Signer {
  const { store, cryptography, clock, keyMaker } = deps
  let believed: { readonly untilMs: number; readonly keys: readonly SigningKey[] } | undefined
  const signs = new Map<string, ReturnType<KeyMaker['createSign']>>()
  const readKeys = async () => {
    const nowMs = clock()
    if (!believed || believed.untilMs <= nowMs || believed.untilMs > nowMs + KEYS_BELIEVED_MS) {
      believed = { keys: await store.readSigningKeys(), untilMs: nowMs + KEYS_BELIEVED_MS }
    }
    return believed.keys
  }
  const openKey = async ({ id, privateJwk }: SigningKey) =>
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
