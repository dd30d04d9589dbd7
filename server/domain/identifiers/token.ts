import type { Cryptography } from '../../crypto/cryptography.ts'
import { toBase64Url } from './base64url.ts'

const TOKEN_BYTES = 32

/** Returns a new token: 256 random bits, base64url. */
export const buildToken = ({ randomBytes }: Pick<Cryptography, 'randomBytes'>): string =>
  toBase64Url(randomBytes(TOKEN_BYTES))
