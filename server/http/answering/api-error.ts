import type { ErrorCode, ErrorEnvelope, FieldProblem } from '../../contract/error.ts'

/** Status and sentence of every error code: the only definition of a code's meaning on the wire. */
export const errorStatus = {
  invalid_json: [400, 'The body is not JSON. Send one JSON object.'],
  invalid_body: [422, 'Some fields are missing or wrong; `fields` names each.'],
  unknown_field: [
    400,
    'The body has fields that are not accepted; `fields` names each. Nothing was stored.',
  ],
  invalid_query: [422, 'Some query parameters are missing or wrong; `fields` names each.'],
  body_too_large: [413, 'The body is too large. Send at most 65536 bytes.'],
  unsupported_media_type: [415, 'This content type is not accepted here. Send application/json.'],
  origin_not_allowed: [
    403,
    'Pages of this origin may not use this server: add it to KELISIM_ORIGINS. A program names the address of the server itself in `Origin`.',
  ],
  public_address_unknown: [
    403,
    'The server does not know the address at which this page was opened. Set KELISIM_URL to it.',
  ],
  not_found: [404, 'There is nothing at this address.'],
  method_not_allowed: [405, 'This address does not take this method.'],
  purpose_unknown: [422, 'A purpose is not on offer here; `fields` names each. See /v1/site.'],
  purpose_missing: [
    422,
    'Every purpose on offer must be granted or refused; `fields` names those left out.',
  ],
  nothing_granted: [422, 'A choice that grants nothing is a refusal. Send it to /v1/refusals.'],
  policy_version_outdated: [
    409,
    'The visitor saw an outdated policy or notice. Load it anew and ask again.',
  ],
  policy_version_unknown: [404, 'No policy of this version was published. See /policy/versions.'],
  id_reused: [409, 'This id belongs to something else. Make a new one.'],
  consent_unknown: [403, 'There is no such consent record. Nothing was stored.'],
  consent_refused: [403, 'The consent does not cover this purpose. Nothing was stored.'],
  consent_withdrawn: [403, 'The consent was withdrawn. Nothing was stored.'],
  consent_expired: [403, 'The consent has expired. Nothing was stored.'],
  consent_restricted: [403, 'The person has stopped this purpose. Nothing was stored.'],
  code_refused: [403, 'The code is wrong or has expired. Ask for a new one.'],
  mail_unavailable: [
    503,
    'No mail is sent from here, since SMTP_URL is not set. A person uses the reference and the code of the message instead; staff answer from their own mailbox and close the message.',
  ],
  held_by_law: [409, 'The law has this kept and blocked until a set day. Nothing was changed.'],
  request_closed: [409, 'The request is closed. Nothing was changed.'],
  nothing_to_correct: [
    409,
    'The request is not about a message that is still kept. Nothing was changed.',
  ],
  not_carried_out: [
    409,
    'What the request asks for has not been done: the data stand as they are. Send `carryOut: true` to do it and answer in one step, ' +
      'or refuse the request with its reason.',
  ],
  not_refusable: [
    409,
    'What is done by consent ends when the person wants it to: this is not refused. Carry it out; nothing was changed.',
  ],
  sender_unverified: [
    409,
    'Nobody has verified who sent this. Find out, and send `identity` with how; nothing was answered or changed.',
  ],
  nothing_here: [
    409,
    'Nothing is stored here of which the sender has proved that it is theirs. Nothing was changed.',
  ],
  changed_meanwhile: [
    409,
    'Somebody else has acted since you looked: `first` says who, what and when. Look again; nothing was changed.',
  ],
  gone: [410, 'It was deleted. `destruction` is its number in the register of destructions.'],
  disclosure_unknown: [
    403,
    'There is no such entry in the register of disclosures. Write it first.',
  ],
  disclosure_mismatch: [
    403,
    'The entry in the register of disclosures names other subjects or data. Nothing was given out.',
  ],
  disclosure_expired: [403, 'The entry is older than a day. Write a new one for this disclosure.'],
  disclosure_used: [409, 'The entry was used already. Write a new one for this disclosure.'],
  written_consent_unknown: [
    409,
    'No paper consent of this number stands in its register. Register it first.',
  ],
  processor_not_live: [
    409,
    'No processor with a contract and a confidentiality agreement in force stands under this id.',
  ],
  breach_too_wide: [
    422,
    'More people are affected than one list can hold. Ask by shorter periods.',
  ],
  consent_outdated: [
    403,
    'What was agreed to has changed materially since. Ask the visitor anew; nothing was stored.',
  ],
  secret_missing: [401, 'Send the secret of the record: Authorization: Bearer …'],
  consent_required: [422, 'The box beside the consent text must be ticked. Nothing was stored.'],
  sender_is_minor: [422, 'A parent or legal representative must send this. Nothing was stored.'],
  nowhere_to_answer: [409, 'The sender left no email. Answer by phone and close the message.'],
  looks_automated: [
    422,
    'A field that must stay empty was filled in. Leave it empty and send again; nothing was stored.',
  ],
  sent_too_soon: [
    422,
    'A form is not filled in so quickly, or its stamp is missing, too old or not of this server. Get one from /v1/messages/stamp, wait a second and send again; nothing was stored.',
  ],
  job_running: [409, 'Such a work is under way. Look again later, or read how it goes.'],
  policy_in_preparation: [
    409,
    'Another version of the policy is in preparation. Publish or delete it first.',
  ],
  policy_draft_changed: [
    409,
    'Somebody else has changed, published or deleted this version since you read it. Read it anew; nothing was changed.',
  ],
  policy_approved: [
    409,
    'The version is approved. Take its approval back before you change or delete it.',
  ],
  policy_not_ready: [
    409,
    'The version cannot be approved yet; `problems` of the draft names each reason. Nothing was changed.',
  ],
  retention_running: [409, 'A run is under way. Nothing more is needed; look again later.'],
  clock_in_doubt: [
    409,
    'The server’s clock has jumped, so nothing was destroyed. Put it right, or send `today` with the day it is.',
  ],
  not_signed_in: [401, 'Sign in first.'],
  role_not_permitted: [
    403,
    'This account may not do that. An administrator can change its role; nothing was changed.',
  ],
  sign_in_refused: [
    401,
    'That was not right: the address, the password or the code. Nothing says which of them.',
  ],
  second_factor_required: [403, 'First show the second factor, or set one up.'],
  undertaking_required: [403, 'First accept the undertaking of confidentiality.'],
  factor_present: [409, 'A second factor is set up already. Remove it first.'],
  factor_refused: [
    422,
    'The code does not belong to this secret now. Check the clock of the phone, and type the next code.',
  ],
  undertaking_outdated: [409, 'There is a newer undertaking. Read that one.'],
  last_administrator: [
    409,
    'This is the last administrator. Make somebody else one first; nothing was changed.',
  ],
  invitation_refused: [
    403,
    'The invitation has expired, was used, or was withdrawn. Ask for another.',
  ],
  account_present: [409, 'Somebody with this address has access already. Nothing was changed.'],
  setup_refused: [
    403,
    'The set-up address is not valid any more. Start the server anew for another.',
  ],
  too_many_requests: [429, 'Too many requests. Try again later.'],
  too_many_visits: [
    429,
    'This consent has as many visits as are kept of one day. What still fitted is stored; send the rest no more.',
  ],
  store_unavailable: [503, 'The database does not answer. Nothing was stored; try again later.'],
  internal_error: [500, 'Something went wrong on the server. Nothing was stored; try again later.'],
} as const satisfies Record<ErrorCode, readonly [status: number, message: string]>

/** Codes with status 503. */
type UnavailableCode = {
  [Code in ErrorCode]: (typeof errorStatus)[Code][0] extends 503 ? Code : never
}[ErrorCode]

/** When to retry, in seconds. Every 503 contains it; a code with status 503 and without an entry is a type error. */
const retryAfterSeconds: Readonly<Record<UnavailableCode, number>> = {
  store_unavailable: 5,
  // Until somebody configures mail.
  mail_unavailable: 3600,
}

/** Returns `Retry-After` (RFC 9110, section 10.2.3) for a code with status 503; no header for others. */
export const retryAfter = (code: ErrorCode): Readonly<Record<string, string>> =>
  code in retryAfterSeconds
    ? { 'retry-after': String(retryAfterSeconds[code as UnavailableCode]) }
    : {}

/** Facts that the envelope of some codes has. */
type ErrorFacts = Pick<ErrorEnvelope['error'], 'first' | 'destruction'>

/** An invalid request, or a refusal, thrown by a route; `app.onError` builds the error envelope. */
export class ApiError extends Error {
  readonly code: ErrorCode
  readonly fields: Readonly<Record<string, FieldProblem>> | undefined
  /** Further headers of the response, such as `Retry-After`. */
  readonly headers: Readonly<Record<string, string>>
  /** Further facts of the envelope. */
  readonly facts: ErrorFacts

  constructor(
    code: ErrorCode,
    {
      fields,
      headers = {},
      facts = {},
    }: {
      fields?: Readonly<Record<string, FieldProblem>> | undefined
      headers?: Readonly<Record<string, string>>
      facts?: ErrorFacts
    } = {},
  ) {
    super(code)
    this.code = code
    this.fields = fields
    this.facts = facts
    this.headers = { ...retryAfter(code), ...headers }
  }
}
