import { toHex } from '../../domain/identifiers/hex.ts'

/** A public key as the folder holds it. */
export interface FolderKey {
  readonly kid: string
  readonly kty: string
  readonly crv: string
  readonly x: string
}

const encoder = new TextEncoder()

async function digest(data: string | Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const bytes = typeof data === 'string' ? encoder.encode(data) : data
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
}

/** Returns the SHA-256, hex. */
export async function sha256(data: string | Uint8Array<ArrayBuffer>): Promise<string> {
  return toHex(await digest(data))
}

function fromBase64url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(binary, (character) => character.charCodeAt(0))
}

const textOf = (base64url: string): string =>
  new TextDecoder('utf-8', { fatal: true }).decode(fromBase64url(base64url))

const toBase64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

/** Returns whether a key's `kid` is its thumbprint (RFC 7638): anybody can write the school's name above another key. */
export const isNamedByItself = async ({ kid, crv, kty, x }: FolderKey): Promise<boolean> =>
  toBase64url(await digest(JSON.stringify({ crv, kty, x }))) === kid

/**
 * Verifies compact JWS with Ed25519.
 *
 * @param keys those of the folder that are named by themselves.
 * @param onVerified is told the `kid` of each key that has verified something.
 */
export function createVerify(keys: readonly FolderKey[], onVerified: (kid: string) => void) {
  const opened = new Map<string, Promise<CryptoKey>>()
  const open = (key: FolderKey): Promise<CryptoKey> => {
    const { kty, crv, x } = key
    const known =
      opened.get(key.kid) ??
      crypto.subtle.importKey('jwk', { kty, crv, x }, { name: 'Ed25519' }, false, ['verify'])
    opened.set(key.kid, known)
    return known
  }
  /** Returns what was signed; `undefined` where it was not, or as something else. */
  return async (jws: string, kind: string): Promise<string | undefined> => {
    try {
      const [head = '', payload = '', signature = ''] = jws.split('.')
      const { kid, typ }: { kid?: string; typ?: string } = JSON.parse(textOf(head))
      const key = keys.find((one) => one.kid === kid)
      if (!key || typ !== `kelisim-${kind}+jws`) return undefined
      const isSigned = await crypto.subtle.verify(
        { name: 'Ed25519' },
        await open(key),
        fromBase64url(signature),
        encoder.encode(`${head}.${payload}`),
      )
      if (!isSigned) return undefined
      onVerified(key.kid)
      return textOf(payload)
    } catch {
      return undefined
    }
  }
}
