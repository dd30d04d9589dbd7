import * as v from 'valibot'
import type {
  ClosingResult,
  CorrectionBody,
  RequestDetailResult,
  RequestsResult,
} from '../../contract/index.ts'
import { requestsQuery } from '../../contract/staff/subject-admin.ts'
import { type Closing, closeRequest, isEmailVerified } from '../../domain/answering/close.ts'
import { correctMessage } from '../../domain/answering/correct.ts'
import { actingAs } from '../../domain/registers/acting.ts'
import { audit } from '../../domain/registers/audit.ts'
import { openRequest, presentFacts } from '../../domain/requests/present.ts'
import { findHeldUntil } from '../../domain/subject/subject.ts'
import { answerJson } from '../../http/answering/answer.ts'
import { ApiError } from '../../http/answering/api-error.ts'
import type { AppDeps } from '../../http/app-deps.ts'
import { operation, type StaffCall } from '../../http/operations/operation.ts'
import { staff } from '../../http/operations/who.ts'
import type { RequestRow } from '../../store/store.ts'

/** Maximum requests listed. */
const LISTED_AT_MOST = 200
const PATH = '/v1/admin/requests'

const params = { number: { description: 'The request’s number, `R-…`.', schema: v.string() } }
type RequestCall<Body = unknown> = StaffCall<Body, unknown, 'number'>

/** Requests of data subjects for staff. */
export const requestOperations = [
  operation({
    ...{ method: 'get', path: PATH, tag: 'Requests', id: 'listRequests' },
    who: staff('operator'),
    summary: 'List requests of data subjects',
    description: 'The one due first stands first. Nothing that their authors wrote.',
    query: { schema: requestsQuery, means: { state: 'Which requests.' } },
    answers: [{ status: 200, description: 'The requests.', schema: 'RequestsResult' }],
    handler:
      (deps) =>
      async ({ query: { state } }) => {
        const rows = await deps.store.readRequests(state, LISTED_AT_MOST)
        const requests = rows.map((row) => presentFacts(row, deps))
        return answerJson(200, { requests } satisfies RequestsResult)
      },
  }),
  operation({
    ...{ method: 'get', path: `${PATH}/{number}`, tag: 'Requests', id: 'readRequest' },
    who: staff('operator'),
    summary: 'Read one request',
    description: 'With what its author wrote. That it was read is audited.',
    params,
    answers: [{ status: 200, description: 'The request.', schema: 'RequestDetailResult' }],
    errors: ['not_found'],
    handler: (deps) => async (call) => {
      const row = await findRequest(call, deps)
      await audit(deps, { action: 'request.read', subject: row.number, actor: call.staff.id })
      return answerJson(200, await presentDetail(row, deps))
    },
  }),
  operation({
    ...{ method: 'post', path: `${PATH}/{number}/answer`, tag: 'Requests', id: 'answerRequest' },
    who: staff('operator'),
    summary: 'Answer a request',
    description:
      'Dated, and mailed to the address on file. An address that was only typed into the request gets no answer, but is told that ' +
      'the request was dealt with. A deletion, block or objection is answered once it is carried out, or with `carryOut`, which ' +
      'does both in one step: a deletion deletes what the request is about and ends every request about it.',
    params,
    body: { schema: 'AnswerBody', takes: 'json' },
    answers: [{ status: 200, description: 'Answered.', schema: 'ClosingResult' }],
    errors: ['not_found', 'request_closed', 'not_carried_out', 'held_by_law'],
    handler: (deps) => (call) => {
      const { text, carryOut } = call.body
      return close(call, { state: 'answered', text, isCarryingOut: carryOut }, deps)
    },
  }),
  operation({
    ...{ method: 'post', path: `${PATH}/{number}/refusal`, tag: 'Requests', id: 'refuseRequest' },
    who: staff('operator'),
    summary: 'Refuse a request',
    description:
      'Not without a reason, which is mailed to its author at the address on file. Where the law has kept what was to be deleted, the ' +
      'author is told until when, and the deletion is carried out after that day.',
    params,
    body: { schema: 'RefusalOfRequestBody', takes: 'json' },
    answers: [{ status: 200, description: 'Refused.', schema: 'ClosingResult' }],
    errors: ['not_found', 'request_closed'],
    handler: (deps) => (call) => close(call, { state: 'refused', text: call.body.reason }, deps),
  }),
  operation({
    ...{ method: 'post', path: `${PATH}/{number}/correction`, tag: 'Requests' },
    id: 'correctMessage',
    who: staff('operator'),
    summary: 'Put right values in place of wrong ones',
    description:
      'In the message that a request for correction is about. The old values are overwritten.',
    params,
    body: { schema: 'CorrectionBody', takes: 'json' },
    answers: [{ status: 200, description: 'Corrected.', schema: 'CorrectionResult' }],
    errors: ['not_found', 'request_closed', 'nothing_to_correct'],
    handler: (deps) => (call) => correct(call, deps),
  }),
]

async function findRequest(
  { params: { number } }: RequestCall,
  { store }: AppDeps,
): Promise<RequestRow> {
  const row = await store.findRequest(number)
  if (!row) throw new ApiError('not_found')
  return row
}

async function presentDetail(row: RequestRow, deps: AppDeps): Promise<RequestDetailResult> {
  const message =
    row.subjectKind === 'message' ? await deps.store.findMessage({ id: row.subjectRef }) : undefined
  const { texts, unreadable } = await openRequest(row, deps)
  return {
    ...presentFacts(row, deps),
    subject: { kind: row.subjectKind, ref: message?.reference ?? row.subjectRef },
    language: row.language,
    ...texts,
    unreadable,
    isEmailVerified: await isEmailVerified(row, deps),
    heldUntil: await findHeldUntil(deps, row.subjectRef),
  }
}

const refusals = {
  closed: 'request_closed',
  not_carried_out: 'not_carried_out',
  held: 'held_by_law',
} as const

async function close(call: RequestCall, closing: Closing, deps: AppDeps): Promise<Response> {
  const closed = await closeRequest(
    await findRequest(call, deps),
    closing,
    actingAs(deps, call.staff),
  )
  if (typeof closed === 'string') throw new ApiError(refusals[closed])
  const { row, ...mailed } = closed
  const request = await presentDetail(row, deps)
  return answerJson(200, { request, ...mailed } satisfies ClosingResult)
}

async function correct(call: RequestCall<CorrectionBody>, deps: AppDeps): Promise<Response> {
  const { body } = call
  if (Object.keys(body).length === 0) {
    throw new ApiError('invalid_body', { fields: { body: 'missing' } })
  }
  const request = await findRequest(call, deps)
  if (request.state !== 'open') throw new ApiError('request_closed')
  const message =
    request.kind === 'correction' && request.subjectKind === 'message'
      ? await deps.store.findMessage({ id: request.subjectRef })
      : undefined
  if (!message) throw new ApiError('nothing_to_correct')
  const corrected = await correctMessage(message, { body, request }, actingAs(deps, call.staff))
  return answerJson(200, { reference: message.reference, corrected })
}
