import { BackupError } from '../backup/backup-error.ts'
import { OperatorError } from '../config/operator-error.ts'
import type { ErrorEnvelope } from '../contract/error.ts'
import { WrongSecretError } from '../crypto/open-keys.ts'
import { DeletionListError } from '../deletions/deletion-list-error.ts'
import { toHex } from '../domain/identifiers/hex.ts'
import { NewerDatabaseError } from '../store/sqlite/newer-database-error.ts'
import { StoreError } from '../store/store-error.ts'
import { createLog } from './surroundings.ts'

/** A year; of this host alone, since the school's other hosts are not ours to bind. */
const STRICT_TRANSPORT = 'max-age=31536000'

/** An answer as it leaves. It is changed itself: another one made of it would cost a fifth of a request. */
export function finish(response: Response, url: string): Response {
  if (url.startsWith('https:')) response.headers.set('strict-transport-security', STRICT_TRANSPORT)
  return response
}

/** Errors whose message is for the operator and holds no data. Any other's may: drizzle writes values into it. */
const isTold = (error: unknown): error is Error =>
  error instanceof OperatorError ||
  error instanceof BackupError ||
  error instanceof StoreError ||
  error instanceof WrongSecretError ||
  error instanceof NewerDatabaseError ||
  error instanceof DeletionListError

/** What kind of error it is: by SQLite's code where it has one, as of a storage that is full. */
function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error
  const code = 'code' in error ? String(error.code) : ''
  return code.startsWith('SQLITE_') ? code : error.name
}

/** Says in the log why a site does not answer. @returns what names the line, for the answer's `requestId`. */
export function logFailure(host: string, event: string, error: unknown): string {
  const requestId = toHex(crypto.getRandomValues(new Uint8Array(8)))
  const reason = isTold(error) ? error.message : kindOf(error)
  const code = error instanceof BackupError ? { code: error.code } : {}
  createLog(host)('error', event, { requestId, ...code, reason })
  return requestId
}

/** What is answered where a site does not answer. @param requestId of the line in the log that says why. */
export function answerUnavailable(requestId: string): Response {
  const code = 'store_unavailable'
  // The object may have stored a write and gone away before it could say so.
  const message =
    'The site does not answer now. Send the same again later: nothing is stored twice.'
  const envelope: ErrorEnvelope = { error: { code, message, requestId } }
  const headers = { 'retry-after': '5', 'cache-control': 'no-store' }
  return Response.json(envelope, { status: 503, headers })
}
