import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import { uuidV7 } from '../../contract/words.ts'
import { check } from './check.ts'

/** The record's secret, for this server only: no script and no other server can read it. */
const KEY_COOKIE = 'kelisim_key'

/** The my-data page: the only other path that receives the secret. */
export const OWN_DATA_PATH = '/my-data'

/** Values that the cookies depend on. */
interface KeyLifetime {
  /** Whether the device's choice is of this record. */
  readonly isCurrent: boolean
  readonly seconds: number
  readonly attributes: (maxAgeSeconds: number) => string
}

/**
 * Returns the `Set-Cookie` lines that store a record's secret, twice: one path names the record, so it is sent with that
 * record's requests only; the other is for the my-data page, together with the id that the page's address must not contain.
 * That one is never sent from another site, not even by a link. An older record's cookie is replaced by that of the record
 * that replaced it.
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
 * Returns the `Set-Cookie` lines that delete a record's secret from this device, on both paths.
 *
 * @param key as sent to the my-data page; if it was tampered with, it names no path.
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

/** Returns the value of the server's own cookie: on a record's paths its secret, on the my-data page id and secret. */
export const readKeyCookie = (c: Context): string | undefined => getCookie(c, KEY_COOKIE)
