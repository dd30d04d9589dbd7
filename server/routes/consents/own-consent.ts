import { recordSecret } from '../../contract/visitor/consent.ts'
import { uuidV7 } from '../../contract/words.ts'
import { ApiError } from '../../http/answering/api-error.ts'
import type { AppDeps } from '../../http/app-deps.ts'
import type { Call } from '../../http/operations/operation.ts'
import { check } from '../../http/reading/check.ts'
import { readKeyCookie } from '../../http/reading/key-cookie.ts'
import type { StoredConsent } from '../../store/store.ts'

/**
 * Returns the record that a path names, for the holder of its secret: in `Authorization`, or in the cookie that this server
 * set where the page is on the same site.
 *
 * @throws {ApiError} `secret_missing` (401); `not_found` (404) alike for a wrong secret and a missing record (CR-07).
 */
export async function findOwnConsent(
  { c, params: { id } }: Call<unknown, unknown, 'id'>,
  { store, cryptography }: AppDeps,
): Promise<StoredConsent> {
  const secret =
    /^Bearer ([\w-]+)$/i.exec(c.req.header('authorization') ?? '')?.[1] ?? readKeyCookie(c)
  if (!secret) throw new ApiError('secret_missing', { headers: { 'www-authenticate': 'Bearer' } })
  const isReadable =
    check(uuidV7, id).kind === 'right' && check(recordSecret, secret).kind === 'right'
  const stored = isReadable ? await store.findConsent(id) : undefined
  const isOwner =
    stored?.secretHash && cryptography.isEqual(stored.secretHash, await cryptography.sha256(secret))
  if (!isOwner) throw new ApiError('not_found')
  return stored
}
