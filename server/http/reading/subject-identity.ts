import type { Context } from 'hono'
import { identify } from '../../domain/subject/identify.ts'
import type { Subject, SubjectDeps } from '../../domain/subject/subject.ts'
import { ApiError } from '../answering/api-error.ts'

/** Longer than any credential: the longest is a record's id and its secret. */
const MAX_CREDENTIAL_LENGTH = 128

/**
 * Returns the credential of the person who asks about their own data. Only from `Authorization`: a cookie would let another
 * page ask.
 *
 * @throws {ApiError} `secret_missing` (401).
 */
export function readCredential(c: Context): string {
  const [, credential] = /^Bearer (\S+)$/i.exec(c.req.header('authorization') ?? '') ?? []
  if (!credential)
    throw new ApiError('secret_missing', { headers: { 'www-authenticate': 'Bearer' } })
  if (credential.length > MAX_CREDENTIAL_LENGTH) throw new ApiError('not_found')
  return credential
}

/**
 * Returns the subject who asks.
 *
 * @throws {ApiError} `secret_missing` (401); `not_found` (404) alike for a wrong secret, an unknown id, an expired session
 *   (CR-07).
 */
export async function readSubject(
  c: Context,
  deps: Pick<SubjectDeps, 'store' | 'cryptography' | 'clock' | 'log'>,
): Promise<Subject> {
  const subject = await identify(readCredential(c), deps)
  if (!subject) throw new ApiError('not_found')
  return subject
}
