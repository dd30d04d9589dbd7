import type { FullReceipt } from '../../contract/index.ts'
import type { PublicKey, SignedKind, Verified } from '../../crypto/signer.ts'
import { toKantara } from './kantara.ts'
import { hasDoubledKey } from './strict-json.ts'

/**
 * Why a receipt is rejected. `doubled`: it has a duplicate key. `more`: it has fields besides its parts. `kantara_altered`:
 * the unsigned part does not follow from the signed one.
 */
export type ReceiptFault =
  | 'malformed'
  | 'key_unknown'
  | 'altered'
  | 'doubled'
  | 'more'
  | 'kantara_altered'

/** Result of checking a receipt: a fault, or its content. */
export type ReceiptCheck =
  | { readonly kind: 'valid'; readonly receipt: FullReceipt }
  | { readonly kind: ReceiptFault }

/** Verifies a signature against keys. */
export type VerifyJws = (jws: string, kind: SignedKind, keys: readonly PublicKey[]) => Verified

/** The parts of a downloaded receipt; no other field is allowed. */
const PARTS: readonly string[] = ['receipt', 'kantara', 'jws']

/** The parts of a pasted text. A missing part is `undefined`. */
interface Pasted {
  readonly jws: string
  readonly receipt?: unknown
  readonly kantara?: unknown
}

/** Parses a JWS alone, or a downloaded receipt that contains one. */
function readPasted(pasted: string): Pasted | 'doubled' | 'more' | 'malformed' {
  let content: unknown
  try {
    content = JSON.parse(pasted)
  } catch {
    // Mailing or printing a text inserts line breaks.
    return { jws: pasted.replaceAll(/[ \t\r\n]/g, '') }
  }
  if (typeof content !== 'object' || content === null || Array.isArray(content)) return 'malformed'
  if (hasDoubledKey(pasted)) return 'doubled'
  if (Object.keys(content).some((part) => !PARTS.includes(part))) return 'more'
  const { jws, ...beside } = content as Partial<Pasted>
  return typeof jws === 'string' ? { ...beside, jws } : 'malformed'
}

/**
 * Checks a receipt that somebody presents. In a downloaded file the readable part must equal the signed one, and the unsigned
 * Kantara fields must follow from it: otherwise anyone could change what people or programs read and keep the signature. It
 * does not check the present state of the record.
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
    // Nested too deeply to be serialised, so it is not what was signed.
    return false
  }
}
