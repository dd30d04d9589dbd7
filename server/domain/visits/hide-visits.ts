import type { Cryptography } from '../../crypto/cryptography.ts'
import type { VisitHiding } from '../../store/store.ts'
import { toHex } from '../identifiers/hex.ts'

/** Bytes of a day's key. */
const KEY_BYTES = 32
/** Bytes of the id of a visit that may not be joined. */
const ID_BYTES = 16
const HOUR_MS = 3_600_000

/** A commit of the database waits for nothing. */
function atOnce<T>(value: T | Promise<T>): T {
  if (value instanceof Promise) throw new Error('hide visits: the key generation is not known yet')
  return value
}

const decode = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'base64url'))
const encode = (key: Uint8Array): string => Buffer.from(key).toString('base64url')

/**
 * Hides whose the visits are that may not be joined, each day under a random key of its own, which is sealed like everything else
 * (`visits.key`) and so moves with a change of keys.
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
 * The id of a visit that may not be joined: what the browser sends again leads to the same one, and it tells neither a time nor
 * a consent. Only sent again after a change of keys is it another one.
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

/** The hour of an instant. To the millisecond it would lead from the end of one page view to the beginning of the next. */
export const hourOf = (ms: number): number => ms - (ms % HOUR_MS)
