import { hash as hashOnce } from 'node:crypto'
import { verifyJws } from '../crypto/jws.ts'
import { createKeyRing } from '../crypto/key-ring.ts'
import { createRingCryptography } from '../crypto/node.ts'
import type { PublicKey } from '../crypto/signer.ts'
import { type VerifyResult, type VerifyTools, verifyLedger } from '../domain/ledger/verify.ts'
import { openLedgerSnapshot } from '../store/sqlite/read-ledger.ts'
import type { LedgerSnapshot } from '../store/store.ts'

/** SHA-256 in hex. */
export const hashNow = (data: string | Uint8Array): string => hashOnce('sha256', data)

/** Opens names where each key generation's secret is there; else names are not checked. */
function createOpenName(
  snapshot: LedgerSnapshot,
  secrets: readonly Uint8Array[],
): VerifyTools['openName'] {
  const generations = [...snapshot.keyGenerations()]
  const ring = createKeyRing(secrets, generations)
  if (secrets.length === 0 || generations.length === 0 || ring.unknownIds().length > 0)
    return undefined
  const { open } = createRingCryptography(ring)
  return (recordId, sealed) => {
    const name = open('consents.name', recordId, sealed)
    if (typeof name !== 'string') throw new Error('open a name: it must be opened at once')
    return name
  }
}

/**
 * Verifies the ledger of a database file, beside a server that may be writing to it.
 *
 * @param path of the file.
 * @param options.secrets by which names are opened; without all of them names are not checked. `openName` stands in for them where keys are at hand already.
 * @throws the driver's error where it is no database of this version; it names no data.
 */
export async function verifyDatabase(
  path: string,
  {
    secrets = [],
    ...options
  }: Pick<VerifyTools, 'published' | 'openName'> & {
    readonly secrets?: readonly Uint8Array[]
  } = {},
): Promise<VerifyResult & { readonly isNamesChecked: boolean }> {
  const snapshot = openLedgerSnapshot(path)
  try {
    const keys = [...snapshot.signingKeys()].map(
      ({ publicJwk }): PublicKey => JSON.parse(publicJwk),
    )
    const openName = options.openName ?? createOpenName(snapshot, secrets)
    const result = await verifyLedger(snapshot, {
      ...options,
      openName,
      hash: hashNow,
      async readSignature(signature) {
        const verified = await verifyJws(signature, 'checkpoint', keys)
        return verified.kind === 'valid' ? verified.payload : undefined
      },
    })
    return { ...result, isNamesChecked: openName !== undefined }
  } finally {
    snapshot.close()
  }
}
