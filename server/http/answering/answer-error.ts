import type { Context } from 'hono'
import type { ErrorCode, ErrorEnvelope } from '../../contract/error.ts'
import type { Deps } from '../../deps.ts'
import { toHex } from '../../domain/identifiers/hex.ts'
import type { Metrics } from '../protecting/metrics.ts'
import type { OriginGuard } from '../protecting/origin.ts'
import { answerJson } from './answer.ts'
import { ApiError, errorStatus } from './api-error.ts'

/** Seconds after which a client may retry after `store_unavailable`: a lock is held for seconds, a full disk for longer. */
const RETRY_SECONDS = '5'

/**
 * Converts what was thrown to the error for the client. Database errors of the store contain a code and no values; other
 * errors are our own bugs.
 */
export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error
  const isStore = error instanceof Error && error.name === 'StoreError'
  return isStore
    ? new ApiError('store_unavailable', { headers: { 'retry-after': RETRY_SECONDS } })
    : new ApiError('internal_error')
}

/** Returns facts of an unexpected error without request data: its kind and where it was thrown, not its message. */
function factsOf(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { error: typeof error }
  // The stack begins with the message, a line of which may look like a stack line.
  const stack = error.stack?.replace(error.message, () => '')
  const at = stack?.split('\n').filter((line) => line.trimStart().startsWith('at '))
  return {
    error: error.name,
    code: 'code' in error ? error.code : undefined,
    // For the operator: the disk is full, or the file locked.
    driverCode: 'driverCode' in error ? error.driverCode : undefined,
    at: at?.slice(0, 5),
  }
}

/** Builds the error envelope of whatever was thrown, with the CORS headers that let the page read it. */
export function answerError(
  error: unknown,
  c: Context,
  {
    log,
    metrics,
    originGuard,
    cryptography,
  }: Pick<Deps, 'log' | 'cryptography'> & { metrics: Metrics; originGuard: OriginGuard },
): Response {
  const { code, fields, headers, facts } = toApiError(error)
  const requestId = toHex(cryptography.randomBytes(8))
  metrics.countError(code)
  if (!(error instanceof ApiError)) {
    log('error', code, {
      requestId,
      method: c.req.method,
      route: c.req.routePath,
      ...factsOf(error),
    })
  }
  const [status, message] = errorStatus[code satisfies ErrorCode]
  const envelope: ErrorEnvelope = {
    error: { code, message, ...(fields && { fields }), ...facts, requestId },
  }
  return answerJson(status, envelope, { ...originGuard.headers(c), ...headers })
}
