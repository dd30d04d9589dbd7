import type { ErrorCode } from '../../contract/error.ts'
import { uuidV7 } from '../../contract/words.ts'
import type { Operation, OperationParameter } from './operation.ts'

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

const consents: readonly Operation[] = [
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
  {
    method: 'post',
    path: '/v1/refusals',
    tag: 'Consents',
    id: 'countRefusal',
    summary: 'Count a refusal of everything',
    description:
      'Carries nothing that could tell two visitors apart, and nothing but a count is kept.',
    body: { schema: 'RefusalBody', types: JSON_OR_TEXT },
    answers: [{ status: 202, description: 'Counted.' }],
    errors: [...WRITE_ERRORS, 'policy_version_outdated', 'policy_version_unknown'],
  },
]

const visitsAndMessages: readonly Operation[] = [
  {
    method: 'post',
    path: '/v1/visits',
    tag: 'Visits',
    id: 'recordVisits',
    summary: 'Record one visit or a batch',
    description:
      'The server looks the consent up and keeps only what its data kinds grant. A robot’s visit is answered like ' +
      'anybody’s and not kept. Sent again with a longer `durationMs`, a visit becomes longer and nothing else. ' +
      'One consent has 1,000 visits a day; what is sent beyond them is answered `too_many_visits` and not kept, while what ' +
      'still fitted is. Of one day, 2,000 pages and 1,000 hosts are counted by themselves, 200 of them brought first by one ' +
      'consent; what is visited beyond them is counted all the same, together. ' +
      'Where the school has decided for the counter mode (`visits.counterMode`), a `CountedPagesBody` without `consentId` ' +
      'is counted by page and referrer, and nothing else of the request is looked at.',
    body: { schema: 'VisitsBody', types: JSON_OR_TEXT },
    answers: [{ status: 202, description: 'Taken.' }],
    errors: [
      ...WRITE_ERRORS,
      'consent_unknown',
      'consent_refused',
      'consent_restricted',
      'consent_withdrawn',
      'consent_expired',
      'consent_outdated',
      'too_many_visits',
    ],
  },
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
export const publicOperations: readonly Operation[] = [...consents, ...visitsAndMessages]
