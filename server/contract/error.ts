import * as v from 'valibot'
import type { DeepReadonly } from './deep-readonly.ts'

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
  'consent_restricted',
  'consent_outdated',
  'secret_missing',
  'code_refused',
  'mail_unavailable',
  'held_by_law',
  'request_closed',
  'nothing_to_correct',
  'nowhere_to_answer',
  'consent_required',
  'sender_is_minor',
  'looks_automated',
  'not_signed_in',
  'sign_in_refused',
  'setup_refused',
  'too_many_requests',
  'store_unavailable',
  'internal_error',
] as const
/** One error code of the public interface. */
export type ErrorCode = (typeof errorCodes)[number]

const fieldProblem = v.picklist([
  'missing',
  'unknown',
  'wrong_type',
  'too_long',
  'too_short',
  'invalid',
])
/** What is wrong with one field: a reason a program can act on, never the value that was sent. */
export type FieldProblem = v.InferOutput<typeof fieldProblem>

export const errorEnvelope = v.object({
  error: v.object({
    code: v.picklist(errorCodes),
    /** One English sentence that says what to do. Never a value that was sent, never a stack. */
    message: v.string(),
    /** Every wrong field at once; the key is its path, `visits.0.path`. */
    fields: v.exactOptional(v.record(v.string(), fieldProblem)),
    /** Names this request in the server's log. */
    requestId: v.string(),
  }),
})
/** The one shape of every error answer under `/v1`. */
export type ErrorEnvelope = DeepReadonly<v.InferOutput<typeof errorEnvelope>>
