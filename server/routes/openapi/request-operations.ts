import * as v from 'valibot'
import type { ErrorCode } from '../../contract/error.ts'
import { legalHoldsQuery, requestsQuery } from '../../contract/staff/subject-admin.ts'
import type { Described, OperationParameter } from '../../http/operations/description.ts'

const JSON_ONLY = ['application/json'] as const

const READ_ERRORS = [
  'not_signed_in',
  'store_unavailable',
  'internal_error',
] as const satisfies readonly ErrorCode[]

const WRITE_ERRORS = [
  'origin_not_allowed',
  'public_address_unknown',
  'unsupported_media_type',
  'body_too_large',
  'invalid_json',
  'unknown_field',
  'invalid_body',
  ...READ_ERRORS,
] as const satisfies readonly ErrorCode[]

const number: OperationParameter = {
  in: 'path',
  name: 'number',
  description: 'The request’s number, `R-…`.',
  schema: v.string(),
}

const requests: readonly Described[] = [
  {
    method: 'get',
    path: '/v1/admin/requests',
    tag: 'Requests',
    id: 'listRequests',
    summary: 'List requests of data subjects',
    description: 'The one due first stands first. Nothing that their authors wrote.',
    security: 'adminSession',
    parameters: [
      {
        in: 'query',
        name: 'state',
        description: 'Which requests.',
        schema: requestsQuery.entries.state,
      },
    ],
    answers: [{ status: 200, description: 'The requests.', schema: 'RequestsResult' }],
    errors: [...READ_ERRORS, 'invalid_query'],
  },
  {
    method: 'get',
    path: '/v1/admin/requests/{number}',
    tag: 'Requests',
    id: 'readRequest',
    summary: 'Read one request',
    description: 'With what its author wrote. That it was read is audited.',
    security: 'adminSession',
    parameters: [number],
    answers: [{ status: 200, description: 'The request.', schema: 'RequestDetailResult' }],
    errors: [...READ_ERRORS, 'not_found'],
  },
  {
    method: 'post',
    path: '/v1/admin/requests/{number}/answer',
    tag: 'Requests',
    id: 'answerRequest',
    summary: 'Answer a request',
    description:
      'Dated, and mailed to the address on file. An address that was only typed into the request gets no answer, but is told that ' +
      'the request was dealt with. A deletion, block or objection is answered once it is carried out, or with `carryOut`, which ' +
      'does both in one step: a deletion deletes what the request is about and ends every request about it.',
    security: 'adminSession',
    parameters: [number],
    body: { schema: 'AnswerBody', types: JSON_ONLY },
    answers: [{ status: 200, description: 'Answered.', schema: 'ClosingResult' }],
    errors: [
      ...WRITE_ERRORS,
      ...(['not_found', 'request_closed', 'not_carried_out', 'held_by_law'] as const),
    ],
  },
  {
    method: 'post',
    path: '/v1/admin/requests/{number}/refusal',
    tag: 'Requests',
    id: 'refuseRequest',
    summary: 'Refuse a request',
    description:
      'Not without a reason, which is mailed to its author at the address on file. Where the law has kept what was to be deleted, the ' +
      'author is told until when, and the deletion is carried out after that day.',
    security: 'adminSession',
    parameters: [number],
    body: { schema: 'RefusalOfRequestBody', types: JSON_ONLY },
    answers: [{ status: 200, description: 'Refused.', schema: 'ClosingResult' }],
    errors: [...WRITE_ERRORS, 'not_found', 'request_closed'],
  },
  {
    method: 'post',
    path: '/v1/admin/requests/{number}/correction',
    tag: 'Requests',
    id: 'correctMessage',
    summary: 'Put right values in place of wrong ones',
    description:
      'In the message that a request for correction is about. The old values are overwritten.',
    security: 'adminSession',
    parameters: [number],
    body: { schema: 'CorrectionBody', types: JSON_ONLY },
    answers: [{ status: 200, description: 'Corrected.', schema: 'CorrectionResult' }],
    errors: [...WRITE_ERRORS, 'not_found', 'request_closed', 'nothing_to_correct'],
  },
]

const holds: readonly Described[] = [
  {
    method: 'post',
    path: '/v1/admin/restrictions/lift',
    tag: 'Requests',
    id: 'liftRestriction',
    summary: 'Unblock, with a reason',
    description: 'A consent record or a message. What the law has kept stays blocked.',
    security: 'adminSession',
    body: { schema: 'AdminLiftBody', types: JSON_ONLY },
    answers: [{ status: 200, description: 'Lifted.', schema: 'RestrictionResult' }],
    errors: [...WRITE_ERRORS, 'not_found', 'purpose_unknown', 'held_by_law', 'consent_withdrawn'],
  },
  {
    method: 'post',
    path: '/v1/admin/legal-holds',
    tag: 'Requests',
    id: 'addLegalHold',
    summary: 'Keep something past its term because the law says so',
    description:
      'It is blocked at once, and its person sees it as blocked. It stands against every deletion, also of a child’s message; what ' +
      'was to be deleted meanwhile is deleted when the hold ends.',
    security: 'adminSession',
    body: { schema: 'LegalHoldBody', types: JSON_ONLY },
    answers: [{ status: 201, description: 'Held.', schema: 'LegalHoldsResult' }],
    errors: [...WRITE_ERRORS, 'not_found'],
  },
  {
    method: 'get',
    path: '/v1/admin/legal-holds',
    tag: 'Requests',
    id: 'listLegalHolds',
    summary: 'List the legal holds of one thing',
    description: 'Ended ones too.',
    security: 'adminSession',
    parameters: [
      {
        in: 'query',
        name: 'ref',
        description: 'Id of a consent record or message, or a message’s reference.',
        schema: legalHoldsQuery.entries.ref,
      },
    ],
    answers: [{ status: 200, description: 'The holds.', schema: 'LegalHoldsResult' }],
    errors: [...READ_ERRORS, 'not_found', 'invalid_query'],
  },
]

/** For who answers data subjects. */
export const requestOperations: readonly Described[] = [...requests, ...holds]
