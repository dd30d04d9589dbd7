/**
 * Every error code of the public interface. A code is never renamed: clients decide by it, never by the message.
 */
export const errorCodes = [
  'invalid_json',
  'invalid_body',
  'unknown_field',
  'invalid_query',
  'body_too_large',
  'unsupported_media_type',
  'origin_not_allowed',
  'not_found',
  'method_not_allowed',
  'purpose_unknown',
  'purpose_missing',
  'nothing_granted',
  'policy_version_outdated',
  'policy_version_unknown',
  'id_reused',
  'consent_unknown',
  'consent_refused',
  'consent_withdrawn',
  'consent_expired',
  'secret_missing',
  'consent_required',
  'sender_is_minor',
  'not_signed_in',
  'sign_in_refused',
  'setup_refused',
  'too_many_requests',
  'store_unavailable',
  'internal_error',
] as const
/** One error code of the public interface. */
export type ErrorCode = (typeof errorCodes)[number]

/** What is wrong with one field: a reason a program can act on, never the value that was sent. */
export type FieldProblem = 'missing' | 'unknown' | 'wrong_type' | 'too_long' | 'too_short' | 'invalid'

/** The one shape of every error answer under `/v1`. */
export interface ErrorEnvelope {
  readonly error: {
    readonly code: ErrorCode
    /** One English sentence that says what to do. Never a value that was sent, never a stack. */
    readonly message: string
    /** Every wrong field at once; the key is its path, `visits.0.path`. */
    readonly fields?: Readonly<Record<string, FieldProblem>>
    /** Names this request in the server's log. */
    readonly requestId: string
  }
}
