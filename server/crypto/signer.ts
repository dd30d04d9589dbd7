/** What is signed: each kind has its own `typ`, so that one is never taken for another. */
export type SignedKind = 'receipt' | 'checkpoint'

/** A public key as JWK (RFC 7517), with its `kid`. */
export interface PublicKey {
  readonly kid: string
  readonly kty: string
  readonly crv: string
  readonly x: string
  readonly alg: 'EdDSA'
  readonly use: 'sig'
}

/** Signs what leaves the server as proof: compact JWS (RFC 7515) by Ed25519 (RFC 8037). */
export interface Signer {
  /** @param payload JSON text. */
  sign(kind: SignedKind, payload: string): Promise<string>
  /** Every key that has ever signed, retired ones too, oldest first. */
  publicKeys(): Promise<readonly PublicKey[]>
}

/** What comes of checking a signature. */
export type Verified =
  | { readonly kind: 'valid'; readonly payload: string; readonly kid: string }
  | { readonly kind: 'malformed' | 'key_unknown' | 'altered' }
