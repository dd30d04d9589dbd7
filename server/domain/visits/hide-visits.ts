import type { Cryptography } from '../../crypto/cryptography.ts'
import type { VisitHiding } from '../../store/store.ts'
import { toHex } from '../identifiers/hex.ts'

/** Bytes of a day's key. */
const KEY_BYTES = 32
/** Bytes of the id of a visit that must not be joined. */
const ID_BYTES = 16
const HOUR_MS = 3_600_000

/** Unwraps a value that must be known already: a database commit cannot wait. */
function atOnce<T>(value: T | Promise<T>): T {
  if (value instanceof Promise) throw new Error('hide visits: the key generation is not known yet')
  return value
}

const decode = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'base64url'))
const encode = (key: Uint8Array): string => Buffer.from(key).toString('base64url')

/**
 * Makes visits that must not be joined unlinkable to their consent. Each day has a random key of its own, encrypted like
 * everything else (`visits.key`), so key rotation re-encrypts it.
 */
export const createVisitHiding = ({
  randomBytes,
  seal,
  open,
  keyedHash,
}: Pick<Cryptography, 'randomBytes' | 'seal' | 'open' | 'keyedHash'>): VisitHiding => ({
  makeKey(day) {
    const key = randomBytes(KEY_BYTES)
    return { key, sealed: atOnce(seal('visits.key', day, encode(key))) }
  },
  openKey: (day, sealed) => decode(atOnce(open('visits.key', day, sealed))),
  hide: keyedHash,
})

/**
 * Returns the id of a visit that must not be joined. Sending the visit again produces the same id, and the id reveals neither
 * a time nor a consent. Only after a key rotation does it produce another one.
 */
export function hideId(
  { blindIndexes }: Pick<Cryptography, 'blindIndexes'>,
  consentId: string,
  visitId: string,
): string {
  const [newest] = blindIndexes('visits.id', `${consentId}\n${visitId}`)
  if (!newest) throw new Error('hide visits: no key generation is in use')
  return toHex(newest.subarray(0, ID_BYTES))
}

/** Truncates an instant to its hour. Milliseconds would link the end of one page view to the start of the next. */
export const hourOf = (ms: number): number => ms - (ms % HOUR_MS)
