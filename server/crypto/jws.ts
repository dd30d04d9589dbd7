import { createPublicKey, verify } from 'node:crypto'
import { CompactSign, calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK } from 'jose'
import type { PublicKey, SignedKind, Verified } from './signer.ts'

const ALGORITHM = 'EdDSA'
const CURVE = 'Ed25519'

const typeOf = (kind: SignedKind): string => `kelisim-${kind}+jws`

/** A new key pair. The private key is a JWK as JSON text, to be encrypted before it is stored. */
export interface NewKeyPair {
  readonly publicKey: PublicKey
  readonly privateJwk: string
}

/** Generates a key pair; its `kid` is the thumbprint of the public key (RFC 7638). */
export async function generateSigningKey(): Promise<NewKeyPair> {
  const pair = await generateKeyPair(ALGORITHM, { crv: CURVE, extractable: true })
  const { kty = '', crv = '', x = '' } = await exportJWK(pair.publicKey)
  const kid = await calculateJwkThumbprint({ kty, crv, x })
  return {
    publicKey: { kid, kty, crv, x, alg: ALGORITHM, use: 'sig' },
    privateJwk: JSON.stringify(await exportJWK(pair.privateKey)),
  }
}

/** Returns a function that signs with one private key. */
export async function createSign(
  kid: string,
  privateJwk: string,
): Promise<(kind: SignedKind, payload: string) => Promise<string>> {
  const key = await importJWK(JSON.parse(privateJwk), ALGORITHM)
  const encoder = new TextEncoder()
  return (kind, payload) =>
    new CompactSign(encoder.encode(payload))
      .setProtectedHeader({ alg: ALGORITHM, kid, typ: typeOf(kind) })
      .sign(key)
}

const isCanonical = (part: string): boolean =>
  Buffer.from(part, 'base64url').toString('base64url') === part

/**
 * Verifies a compact JWS against this server's keys. A non-canonical header or signature is rejected too: a proof has one
 * form, and no two parsers may read it differently. Synchronous, so a ledger can be verified inside a transaction.
 */
export function verifyJws(
  jws: string,
  kind: SignedKind,
  publicKeys: readonly PublicKey[],
): Verified {
  const parts = jws.split('.')
  const [head = '', payload = '', signature = ''] = parts
  const header = readHeader(head)
  if (parts.length !== 3 || !parts.every(isCanonical) || !header) return { kind: 'malformed' }
  const { kid } = header
  const key = publicKeys.find((known) => known.kid === kid)
  if (!key) return { kind: 'key_unknown' }
  if (header.typ !== typeOf(kind)) return { kind: 'malformed' }
  return isSignedBy(key, `${head}.${payload}`, signature)
    ? { kind: 'valid', payload: Buffer.from(payload, 'base64url').toString(), kid: key.kid }
    : { kind: 'altered' }
}

/** Returns whether a key signed a text; `false` also for a key of another kind. */
function isSignedBy(key: PublicKey, text: string, signature: string): boolean {
  try {
    const publicKey = createPublicKey({ key: { ...key }, format: 'jwk' })
    // OpenSSL would use the algorithm of the key's own kind, whatever the header says.
    if (publicKey.asymmetricKeyType !== 'ed25519') return false
    return verify(null, Buffer.from(text), publicKey, Buffer.from(signature, 'base64url'))
  } catch {
    return false
  }
}

/** Parses a header exactly as this server writes it: these three fields, once each, and no critical extensions (`crit`). */
function readHeader(part: string): { readonly kid: unknown; readonly typ: unknown } | undefined {
  try {
    const text = Buffer.from(part, 'base64url').toString()
    const { alg, kid, typ } = JSON.parse(text)
    // Serialising it again gives the same text only where it has no other and no duplicate fields.
    return alg === ALGORITHM && JSON.stringify({ alg, kid, typ }) === text
      ? { kid, typ }
      : undefined
  } catch {
    return undefined
  }
}
