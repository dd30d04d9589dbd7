import type { FullReceipt } from '../../contract/index.ts'
import type { PublicKey, SignedKind, Verified } from '../../crypto/signer.ts'
import { toKantara } from './kantara.ts'
import { hasDoubledKey } from './strict-json.ts'

/**
 * Why a receipt is not taken. `doubled`: it names a key twice. `more`: something stands beside its parts. `kantara_altered`: the
 * part that is not signed does not follow from the signed one.
 */
export type ReceiptFault =
  | 'malformed'
  | 'key_unknown'
  | 'altered'
  | 'doubled'
  | 'more'
  | 'kantara_altered'

/** What comes of checking a receipt: whose it is not, or what it says. */
export type ReceiptCheck =
  | { readonly kind: 'valid'; readonly receipt: FullReceipt }
  | { readonly kind: ReceiptFault }

/** Checks a signature against keys. */
export type VerifyJws = (jws: string, kind: SignedKind, keys: readonly PublicKey[]) => Verified

/** What a downloaded receipt holds; nothing else may stand beside it. */
const PARTS: readonly string[] = ['receipt', 'kantara', 'jws']

/** What somebody has pasted. A part that is not there is `undefined`. */
interface Pasted {
  readonly jws: string
  readonly receipt?: unknown
  readonly kantara?: unknown
}

/** Reads a JWS alone, or a downloaded receipt that holds one. */
function readPasted(pasted: string): Pasted | 'doubled' | 'more' | 'malformed' {
  let content: unknown
  try {
    content = JSON.parse(pasted)
  } catch {
    // Lines are broken where a text is mailed or printed.
    return { jws: pasted.replaceAll(/[ \t\r\n]/g, '') }
  }
  if (typeof content !== 'object' || content === null || Array.isArray(content)) return 'malformed'
  if (hasDoubledKey(pasted)) return 'doubled'
  if (Object.keys(content).some((part) => !PARTS.includes(part))) return 'more'
  const { jws, ...beside } = content as Partial<Pasted>
  return typeof jws === 'string' ? { ...beside, jws } : 'malformed'
}

/**
 * Checks a receipt that somebody shows. In a downloaded file the readable part must be what was signed, and the part in the fields
 * of Kantara, which is not signed, what follows from it: otherwise anyone could change what people or programs read and leave the
 * signature. Says nothing of the record's present state.
 */
export function checkReceipt(
  pasted: string,
  { verifyJws, keys }: { readonly verifyJws: VerifyJws; readonly keys: readonly PublicKey[] },
): ReceiptCheck {
  const read = readPasted(pasted)
  if (typeof read === 'string') return { kind: read }
  const verified = verifyJws(read.jws, 'receipt', keys)
  if (verified.kind !== 'valid') return { kind: verified.kind }
  const isAsSigned = read.receipt === undefined || isSame(read.receipt, verified.payload)
  if (!isAsSigned) return { kind: 'altered' }
  const receipt: FullReceipt = JSON.parse(verified.payload)
  const kantara = JSON.stringify(toKantara(receipt))
  if (read.kantara !== undefined && !isSame(read.kantara, kantara))
    return { kind: 'kantara_altered' }
  return { kind: 'valid', receipt }
}

function isSame(part: unknown, text: string): boolean {
  try {
    return JSON.stringify(part) === text
  } catch {
    // Nested more deeply than can be written: not what was signed.
    return false
  }
}
