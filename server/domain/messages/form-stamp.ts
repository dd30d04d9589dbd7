import type { Cryptography } from '../../crypto/cryptography.ts'
import { DAY_MS } from '../calendar/day.ts'
import { fromHex, toHex } from '../identifiers/hex.ts'

/** Minimum time in milliseconds in which a person can read a form, fill it in and consent; programs are quicker (CF-09). */
export const QUICKEST_MS = 1_000
/** Maximum age of a stamp in milliseconds. An older one counts as absent, and the sender gets a new one. */
const OLDEST_MS = DAY_MS
const MAC_BYTES = 16

type Keys = Pick<Cryptography, 'blindIndexes' | 'isEqual'>

const macsOf = (begun: string, { blindIndexes }: Pick<Keys, 'blindIndexes'>) =>
  blindIndexes('messages.stamp', begun).map((mac) => mac.subarray(0, MAC_BYTES))

/**
 * Returns a signed stamp with the time at which a form was opened. It contains no personal data, and only this server can
 * make it.
 */
export function buildFormStamp(nowMs: number, cryptography: Pick<Keys, 'blindIndexes'>): string {
  const begun = nowMs.toString(36)
  const [mac] = macsOf(begun, cryptography)
  if (!mac) throw new Error('form stamp: no signing key')
  return `${begun}.${toHex(mac)}`
}

/**
 * Returns `ripe` once a person could have filled in the form, `young` before that, and `none` where the stamp is absent, too
 * old or not this server's.
 */
export function readFormStamp(
  stamp: string | undefined,
  nowMs: number,
  cryptography: Keys,
): 'ripe' | 'young' | 'none' {
  const [begun = '', mac = ''] = (stamp ?? '').split('.')
  const given = fromHex(mac)
  if (!macsOf(begun, cryptography).some((own) => cryptography.isEqual(own, given))) return 'none'
  const ageMs = nowMs - Number.parseInt(begun, 36)
  if (ageMs < 0 || ageMs > OLDEST_MS) return 'none'
  return ageMs < QUICKEST_MS ? 'young' : 'ripe'
}
