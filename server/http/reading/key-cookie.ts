import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import { uuidV7 } from '../../contract/words.ts'
import { check } from './check.ts'

/** The secret of the record, for this server alone: no script and no other server reads it. */
const KEY_COOKIE = 'kelisim_key'

/** The page of one's own data: the one other place to which the secret comes along. */
export const OWN_DATA_PATH = '/my-data'

/** What the cookies are written with. */
interface KeyLifetime {
  /** Whether the choice that the device keeps is of this record. */
  readonly isCurrent: boolean
  readonly seconds: number
  readonly attributes: (maxAgeSeconds: number) => string
}

/**
 * The lines that keep a record's secret, twice: its path names the record, so it comes with that record's requests only; and
 * for the page of one's own data, together with the id that the page's address must not name. That one never comes from
 * another site, not even by a link. Of an older record it is that of the one that took its place.
 */
export function writeKeyCookies(
  { id, secret }: { readonly id: string; readonly secret: string | undefined },
  { isCurrent, seconds, attributes }: KeyLifetime,
): { readonly record: string; readonly ownData: string | undefined } {
  const lasting = attributes(secret === undefined ? 0 : seconds)
  const value = secret === undefined ? '' : `${id}.${secret}`
  return {
    record: `${KEY_COOKIE}=${secret ?? ''}; Path=/v1/consents/${id}; HttpOnly${lasting}`,
    ownData: isCurrent ? `${writeOwnDataKey(value)}${strictly(lasting)}` : undefined,
  }
}

const writeOwnDataKey = (value: string): string =>
  `${KEY_COOKIE}=${value}; Path=${OWN_DATA_PATH}; HttpOnly`

const strictly = (attributes: string): string =>
  attributes.replace('SameSite=Lax', 'SameSite=Strict')

/**
 * The lines that take a record's secret away from this device, on both paths.
 *
 * @param key what the page of one's own data was sent; a hand may have been at it, and then it names no path.
 */
export function writeNoKeys(
  key: string,
  attributes: (maxAgeSeconds: number) => string,
): readonly string[] {
  const [id = ''] = key.split('.')
  const none = { isCurrent: true, seconds: 0, attributes }
  const { record, ownData = '' } = writeKeyCookies({ id, secret: undefined }, none)
  return check(uuidV7, id).kind === 'right' ? [record, ownData] : [ownData]
}

/** What the server's own cookie holds: on a record's paths its secret, on the page of one's own data id and secret. */
export const readKeyCookie = (c: Context): string | undefined => getCookie(c, KEY_COOKIE)
