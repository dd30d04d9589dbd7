import type { Cryptography } from '../../../server/crypto/cryptography.ts'
import { createSign, generateSigningKey, verifyJws } from '../../../server/crypto/jws.ts'
import type { Deps } from '../../../server/deps.ts'
import { createSigner, ensureSigningKey } from '../../../server/domain/ledger/signing-keys.ts'
import type { Store } from '../../../server/store/store.ts'

/** Creates the signing key of a test's store, with functions that sign and verify by it. */
export async function openTestSigner(
  given: { readonly store: Store; readonly cryptography: Cryptography },
  clock: () => number,
): Promise<Pick<Deps, 'signer' | 'verifyJws'>> {
  const keys = { ...given, clock, keyMaker: { generateSigningKey, createSign } }
  await ensureSigningKey(keys)
  return { signer: createSigner(keys), verifyJws }
}
