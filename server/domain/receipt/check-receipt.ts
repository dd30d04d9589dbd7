import type { FullReceipt } from '../../contract/index.ts'
import type { PublicKey, SignedKind, Verified } from '../../crypto/signer.ts'

/** What comes of checking a receipt: whose it is not, or what it says. */
export type ReceiptCheck =
  | { readonly kind: 'valid'; readonly receipt: FullReceipt }
  | { readonly kind: 'malformed' | 'key_unknown' | 'altered' }

/** Checks a signature against keys. */
export type VerifyJws = (
  jws: string,
  kind: SignedKind,
  keys: readonly PublicKey[],
) => Promise<Verified>

/** A JWS alone, or a downloaded receipt that holds one. */
function findJws(pasted: string): { readonly jws: string; readonly beside?: unknown } {
  try {
    const { jws, receipt }: { jws?: unknown; receipt?: unknown } = JSON.parse(pasted)
    return { jws: typeof jws === 'string' ? jws : '', beside: receipt }
  } catch {
    return { jws: pasted.replaceAll(/\s/g, '') }
  }
}

/**
 * Checks a receipt that somebody shows. In a downloaded file the readable part must be what was signed: otherwise anyone could
 * change what people read and leave the signature. Says nothing of the record's present state.
 */
export async function checkReceipt(
  pasted: string,
  { verifyJws, keys }: { readonly verifyJws: VerifyJws; readonly keys: readonly PublicKey[] },
): Promise<ReceiptCheck> {
  const { jws, beside } = findJws(pasted)
  const verified = await verifyJws(jws, 'receipt', keys)
  if (verified.kind !== 'valid') return { kind: verified.kind }
  if (beside !== undefined && JSON.stringify(beside) !== verified.payload)
    return { kind: 'altered' }
  return { kind: 'valid', receipt: JSON.parse(verified.payload) }
}
