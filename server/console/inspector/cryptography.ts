/** A public key as the folder holds it. */
export interface FolderKey {
  readonly kid: string
  readonly kty: string
  readonly crv: string
  readonly x: string
}

const encoder = new TextEncoder()

/** Returns the SHA-256, hex. */
export async function sha256(data: string | Uint8Array<ArrayBuffer>): Promise<string> {
  const bytes = typeof data === 'string' ? encoder.encode(data) : data
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

function fromBase64url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(binary, (character) => character.charCodeAt(0))
}

const textOf = (base64url: string): string =>
  new TextDecoder('utf-8', { fatal: true }).decode(fromBase64url(base64url))

/** Verifies compact JWS with Ed25519 by the keys of the folder. */
export function createVerify(keys: readonly FolderKey[]) {
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
      return isSigned ? textOf(payload) : undefined
    } catch {
      return undefined
    }
  }
}
