import { BackupError } from '../backup/backup-error.ts'
import { OperatorError } from '../config/operator-error.ts'
import type { ErrorEnvelope } from '../contract/error.ts'
import { WrongSecretError } from '../crypto/open-keys.ts'
import { DeletionListError } from '../deletions/deletion-list-error.ts'
import { toHex } from '../domain/identifiers/hex.ts'
import { NewerDatabaseError } from '../store/sqlite/newer-database-error.ts'
import { StoreError } from '../store/store-error.ts'
import { createLog } from './surroundings.ts'

/** A year; for this host only, since the school's other hosts are not ours to restrict. */
const STRICT_TRANSPORT = 'max-age=31536000'

/** Sets the final headers of a response. Modifies it, because a copy would cost a fifth of a request. */
export function finish(response: Response, url: string): Response {
  if (url.startsWith('https:')) response.headers.set('strict-transport-security', STRICT_TRANSPORT)
  return response
}

/** Errors whose message is written for the operator and contains no data. Other messages may: drizzle includes values. */
const isTold = (error: unknown): error is Error =>
  error instanceof OperatorError ||
  error instanceof BackupError ||
  error instanceof StoreError ||
  error instanceof WrongSecretError ||
  error instanceof NewerDatabaseError ||
  error instanceof DeletionListError

/** Returns the kind of an error: SQLite's code where there is one, as for full storage. */
function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error
  const code = 'code' in error ? String(error.code) : ''
  return code.startsWith('SQLITE_') ? code : error.name
}

/** Logs why a site does not respond. @returns the id of the log line, for the response's `requestId`. */
export function logFailure(host: string, event: string, error: unknown): string {
  const requestId = toHex(crypto.getRandomValues(new Uint8Array(8)))
  const reason = isTold(error) ? error.message : kindOf(error)
  const code = error instanceof BackupError ? { code: error.code } : {}
  createLog(host)('error', event, { requestId, ...code, reason })
  return requestId
}

/** Returns the response for a site that does not respond. @param requestId of the log line with the reason. */
export function answerUnavailable(requestId: string): Response {
  const code = 'store_unavailable'
  // The object may have stored a write and been evicted before it responded.
  const message =
    'The site does not answer now. Send the same again later: nothing is stored twice.'
  const envelope: ErrorEnvelope = { error: { code, message, requestId } }
  const headers = { 'retry-after': '5', 'cache-control': 'no-store' }
  return Response.json(envelope, { status: 503, headers })
}
