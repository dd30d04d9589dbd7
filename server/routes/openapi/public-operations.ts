import type { ErrorCode } from '../../contract/error.ts'
import { uuidV7 } from '../../contract/words.ts'
import type { Described, OperationParameter } from '../../http/operations/description.ts'

/** A public write takes `text/plain` too, so that a beacon needs no CORS preflight. */
const JSON_OR_TEXT = ['application/json', 'text/plain'] as const

const WRITE_ERRORS = [
  'origin_not_allowed',
  'unsupported_media_type',
  'body_too_large',
  'invalid_json',
  'unknown_field',
  'invalid_body',
  'store_unavailable',
  'internal_error',
] as const satisfies readonly ErrorCode[]

const READ_ERRORS = ['store_unavailable', 'internal_error'] as const satisfies readonly ErrorCode[]

const recordId: OperationParameter = {
  in: 'path',
  name: 'id',
  description: 'The consent record, by the id that the browser made.',
  schema: uuidV7,
}

const consents: readonly Described[] = [
  {
    method: 'post',
    path: '/v1/consents',
    tag: 'Consents',
    id: 'giveConsent',
    summary: 'Record a choice that grants something',
    description:
      'Acknowledged once it is on disk. `id` is the idempotency key: the same choice sent again changes nothing and ' +
      'is answered with the receipt of the record. A choice that grants nothing is a refusal and is not taken here.',
    body: { schema: 'ConsentBody', types: JSON_OR_TEXT },
    answers: [
      { status: 201, description: 'Recorded. The visitor’s copy.', schema: 'ConsentResult' },
    ],
    errors: [
      ...WRITE_ERRORS,
      'purpose_unknown',
      'purpose_missing',
      'nothing_granted',
      'policy_version_outdated',
      'policy_version_unknown',
      'id_reused',
    ],
  },
  {
    method: 'get',
    path: '/v1/consents/{id}',
    tag: 'Consents',
    id: 'readConsent',
    summary: 'Read the state of a record',
    description:
      'For who holds its secret. A wrong secret is answered like a record that does not exist.',
    security: 'recordSecret',
    parameters: [recordId],
    answers: [{ status: 200, description: 'The record as it is now.', schema: 'ConsentResult' }],
    errors: ['secret_missing', 'not_found', ...READ_ERRORS],
  },
  {
    method: 'post',
    path: '/v1/consents/{id}/withdrawal',
    tag: 'Consents',
    id: 'withdrawConsent',
    summary: 'Withdraw all purposes of a record, or some',
    description: 'From the answer on, no visit is taken on the strength of what was withdrawn.',
    security: 'recordSecret',
    parameters: [recordId],
    body: { schema: 'WithdrawalBody', types: JSON_OR_TEXT },
    answers: [
      { status: 201, description: 'Withdrawn. The record as it is now.', schema: 'ConsentResult' },
    ],
    errors: [...WRITE_ERRORS, 'secret_missing', 'not_found', 'id_reused'],
  },
]

const visitsAndMessages: readonly Described[] = [
  {
    method: 'get',
    path: '/contact',
    tag: 'Messages',
    id: 'showContactForm',
    summary: 'The server’s own contact form',
    description:
      'A page in the language of `lang`, with the consent in force. Works without JavaScript.',
    answers: [{ status: 200, description: 'The page.', type: 'text/html' }],
    errors: [],
  },
  {
    method: 'get',
    path: '/v1/messages/stamp',
    tag: 'Messages',
    id: 'stampForm',
    summary: 'Say when a form was begun',
    description:
      'The moment, sealed: a message with it is taken from a second to a day later. It holds nothing of who asks, and may be used again.',
    answers: [{ status: 200, description: 'The stamp.', schema: 'MessageStampResult' }],
    errors: ['too_many_requests', 'internal_error'],
  },
  {
    method: 'post',
    path: '/v1/messages',
    tag: 'Messages',
    id: 'sendMessage',
    summary: 'Send a contact-form message with its own consent',
    description:
      'The consent given here covers this message alone. A page sends `notice` and `stamp` too; a program, which has no `Origin`, ' +
      'may leave them out, and answers for what it showed. A plain HTML form without JavaScript may post the same fields ' +
      '(`application/x-www-form-urlencoded`, without `id`; further fields are dropped) and is answered with a page: the server’s own ' +
      'form, `/contact`, to send it from, or what became of it.',
    body: { schema: 'MessageBody', types: JSON_OR_TEXT },
    answers: [{ status: 201, description: 'Stored; its reference.', schema: 'MessageResult' }],
    errors: [
      ...WRITE_ERRORS,
      'consent_required',
      'sender_is_minor',
      'looks_automated',
      'sent_too_soon',
      'policy_version_outdated',
      'policy_version_unknown',
      'id_reused',
    ],
  },
]

/** Public writes, and what a visitor reads of their own. */
export const publicOperations: readonly Described[] = [...consents, ...visitsAndMessages]
