import type { Cryptography } from '../../crypto/cryptography.ts'
import { DAY_MS } from '../calendar/day.ts'
import { fromHex, toHex } from '../identifiers/hex.ts'

/** How long a browser stays known after signing in, in milliseconds: a year. */
export const DEVICE_MS = 365 * DAY_MS
const ID_BYTES = 16
const TOKEN = /^([0-9a-f]{32})\.(\d{1,15})\.([0-9a-f]{64})$/

interface DeviceDeps {
  readonly cryptography: Pick<Cryptography, 'blindIndexes' | 'isEqual' | 'randomBytes'>
  readonly clock: () => number
}

/** Signs the password hash too, so a new password invalidates all known browsers. */
const signaturesOf = (
  id: string,
  expiresAtMs: string,
  passwordHash: string,
  { cryptography }: DeviceDeps,
) => cryptography.blindIndexes('admin.device', `${id}\n${expiresAtMs}\n${passwordHash}`)

/**
 * Issues a token to a browser that has signed in; its failures are counted separately from then on (OWASP, 'Slow Down Online
 * Guessing Attacks with Device Cookies'). The token does not sign anybody in.
 *
 * @param id of the browser where it is already known.
 */
export function issueDevice(
  passwordHash: string,
  id: string | undefined,
  deps: DeviceDeps,
): string {
  const name = id ?? toHex(deps.cryptography.randomBytes(ID_BYTES))
  const expiresAtMs = String(deps.clock() + DEVICE_MS)
  const [signature] = signaturesOf(name, expiresAtMs, passwordHash, deps)
  if (!signature) throw new Error('known device: no signing key')
  return `${name}.${expiresAtMs}.${toHex(signature)}`
}

/** Returns the browser's id, or `undefined` for a token that was issued under another password, has expired or is forged. */
export function readDevice(
  token: string | undefined,
  passwordHash: string,
  deps: DeviceDeps,
): string | undefined {
  const [, id = '', expiresAtMs = '', signature = ''] = TOKEN.exec(token ?? '') ?? []
  if (id === '' || Number(expiresAtMs) <= deps.clock()) return undefined
  const given = fromHex(signature)
  const isOurs = signaturesOf(id, expiresAtMs, passwordHash, deps).some((own) =>
    deps.cryptography.isEqual(own, given),
  )
  return isOurs ? id : undefined
}
