import type { Cryptography } from '../../crypto/cryptography.ts'
import { DAY_MS } from '../calendar/day.ts'
import { fromHex, toHex } from '../identifiers/hex.ts'

/** How long a browser is known after it has signed in, in milliseconds: a year. */
export const DEVICE_MS = 365 * DAY_MS
const ID_BYTES = 16
const TOKEN = /^([0-9a-f]{32})\.(\d{1,15})\.([0-9a-f]{64})$/

interface DeviceDeps {
  readonly cryptography: Pick<Cryptography, 'blindIndexes' | 'isEqual' | 'randomBytes'>
  readonly clock: () => number
}

/** Of the password's hash too, so that a new password makes strangers of all browsers. */
const signaturesOf = (
  id: string,
  expiresAtMs: string,
  passwordHash: string,
  { cryptography }: DeviceDeps,
) => cryptography.blindIndexes('admin.device', `${id}\n${expiresAtMs}\n${passwordHash}`)

/**
 * What a browser keeps once it has signed in, so that it has failures of its own from then on (OWASP, 'Slow Down Online Guessing
 * Attacks with Device Cookies'). It signs nobody in.
 *
 * @param id of the browser where it is known already.
 */
export function issueDevice(
  passwordHash: string,
  id: string | undefined,
  deps: DeviceDeps,
): string {
  const name = id ?? toHex(deps.cryptography.randomBytes(ID_BYTES))
  const expiresAtMs = String(deps.clock() + DEVICE_MS)
  const [signature] = signaturesOf(name, expiresAtMs, passwordHash, deps)
  if (!signature) throw new Error('known device: no key to sign it with')
  return `${name}.${expiresAtMs}.${toHex(signature)}`
}

/** The browser's id; `undefined` for what was not issued under this password, has run out or was made up. */
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
