/** Kind of a signed document. Each has its own `typ`, so one is never accepted as another. */
export type SignedKind = 'receipt' | 'checkpoint' | 'folder'

/** A public key as JWK (RFC 7517), with its `kid`. */
export interface PublicKey {
  readonly kid: string
  readonly kty: string
  readonly crv: string
  readonly x: string
  readonly alg: 'EdDSA'
  readonly use: 'sig'
}

/** Signs documents that leave the server as proof: compact JWS (RFC 7515) with Ed25519 (RFC 8037). */
export interface Signer {
  /** @param payload JSON text. */
  sign(kind: SignedKind, payload: string): Promise<string>
  /** Returns every key that has ever signed, including retired ones, oldest first. */
  publicKeys(): Promise<readonly PublicKey[]>
}

/** Result of verifying a signature. */
export type Verified =
  | { readonly kind: 'valid'; readonly payload: string; readonly kid: string }
  | { readonly kind: 'malformed' | 'key_unknown' | 'altered' }
