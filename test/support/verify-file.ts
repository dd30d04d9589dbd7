import { hash as hashOnce } from 'node:crypto'
import type { Cryptography } from '../../server/crypto/cryptography.ts'
import { verifyJws } from '../../server/crypto/jws.ts'
import type { PublicKey } from '../../server/crypto/signer.ts'
import type { CheckpointStatement } from '../../server/domain/ledger/checkpoint.ts'
import { type VerifyResult, verifyLedger } from '../../server/domain/ledger/verify.ts'
import { openLedgerSnapshot } from '../../server/store/sqlite/read-ledger.ts'

export const hashNow = (data: string | Uint8Array) => hashOnce('sha256', data)

/** Verifies a database file as `npm run verify` does. */
export async function verifyFile(
  path: string,
  options: {
    readonly cryptography?: Cryptography
    readonly published?: readonly CheckpointStatement[]
  } = {},
): Promise<VerifyResult> {
  const snapshot = openLedgerSnapshot(path)
  const { cryptography, published } = options
  try {
    const keys = [...snapshot.signingKeys()].map(
      ({ publicJwk }): PublicKey => JSON.parse(publicJwk),
    )
    return await verifyLedger(snapshot, {
      hash: hashNow,
      ...(published && { published }),
      ...(cryptography && {
        openName: (id, sealed) => cryptography.open('consents.name', id, sealed) as string,
      }),
      async readSignature(signature) {
        const verified = await verifyJws(signature, 'checkpoint', keys)
        return verified.kind === 'valid' ? verified.payload : undefined
      },
    })
  } finally {
    snapshot.close()
  }
}
