import type { Cryptography } from '../../crypto/cryptography.ts'
import { DAY_MS } from '../calendar/day.ts'
import { fromHex, toHex } from '../identifiers/hex.ts'

/** Nobody reads a form, answers it and agrees in less, in milliseconds; a program does (CF-09). */
export const QUICKEST_MS = 1_000
/** A stamp that was kept for longer counts as none, in milliseconds: what asks for another one gets it. */
const OLDEST_MS = DAY_MS
const MAC_BYTES = 16

type Keys = Pick<Cryptography, 'blindIndexes' | 'isEqual'>

const macsOf = (begun: string, { blindIndexes }: Pick<Keys, 'blindIndexes'>) =>
  blindIndexes('messages.stamp', begun).map((mac) => mac.subarray(0, MAC_BYTES))

/** Says when a form was begun, so that nobody but this server could have said it: the moment, and nothing of a person. */
export function buildFormStamp(nowMs: number, cryptography: Pick<Keys, 'blindIndexes'>): string {
  const begun = nowMs.toString(36)
  const [mac] = macsOf(begun, cryptography)
  if (!mac) throw new Error('stamp of a form: no key to make it by')
  return `${begun}.${toHex(mac)}`
}

/** `ripe`: time enough for a person has gone by; `young`: not yet; `none`: not this server's, too old, or absent. */
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
