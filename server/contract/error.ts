import * as v from 'valibot'
import type { DeepReadonly } from './deep-readonly.ts'

/** All error codes of the public interface. A code is never renamed: clients decide by the code, never by the message. */
export const errorCodes = [
  'invalid_json',
  'invalid_body',
  'unknown_field',
  'invalid_query',
  'body_too_large',
  'unsupported_media_type',
  'origin_not_allowed',
  'public_address_unknown',
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
  'not_carried_out',
  'not_refusable',
  'sender_unverified',
  'nothing_here',
  'changed_meanwhile',
  'gone',
  'nowhere_to_answer',
  'disclosure_unknown',
  'disclosure_mismatch',
  'disclosure_expired',
  'disclosure_used',
  'written_consent_unknown',
  'processor_not_live',
  'breach_too_wide',
  'consent_required',
  'sender_is_minor',
  'looks_automated',
  'sent_too_soon',
  'job_running',
  'policy_in_preparation',
  'policy_draft_changed',
  'policy_approved',
  'policy_not_ready',
  'retention_running',
  'clock_in_doubt',
  'not_signed_in',
  'role_not_permitted',
  'sign_in_refused',
  'second_factor_required',
  'undertaking_required',
  'factor_present',
  'factor_refused',
  'undertaking_outdated',
  'last_administrator',
  'invitation_refused',
  'account_present',
  'setup_refused',
  'too_many_requests',
  'too_many_visits',
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
  // A day or moment that is not allowed to be in the future, or in the past.
  'in_future',
  'in_past',
  // A number or a length outside its bounds.
  'too_small',
  'too_large',
  // An end before its beginning.
  'reversed',
  // An id, number or reference of nothing that is stored.
  'not_found',
  // A number that another entry has.
  'taken',
  // A register text that contains an email address, a phone number or an IIN.
  'personal',
  // A new password that is among the first that attackers try.
  'guessable',
])
/** Problem of one field: a reason that a program can act on, never the value that was sent. */
export type FieldProblem = v.InferOutput<typeof fieldProblem>

export const errorEnvelope = v.object({
  error: v.object({
    code: v.picklist(errorCodes),
    /** One English sentence that says what to do. Never contains a value that was sent, or a stack trace. */
    message: v.string(),
    /** All wrong fields at once; the key is the path, `visits.0.path`. */
    fields: v.exactOptional(v.record(v.string(), fieldProblem)),
    /** With `changed_meanwhile`: who acted first, the name of an account or `system`, what it did, and when. */
    first: v.exactOptional(v.object({ name: v.string(), by: v.string(), at: v.string() })),
    /** With `gone`: the number in the register of destructions. */
    destruction: v.exactOptional(v.string()),
    /** Identifies this request in the server's log. */
    requestId: v.string(),
  }),
})
/** The shape of every error response under `/v1`. */
export type ErrorEnvelope = DeepReadonly<v.InferOutput<typeof errorEnvelope>>
