import type * as v from 'valibot'
import type { RequestsResult, RevealResult } from '../../../contract/index.ts'
import { listMeans } from '../../../contract/list.ts'
import { requestsQuery } from '../../../contract/staff/subject-admin.ts'
import { presentRequestLine, readRequestPage } from '../../../domain/answering/request-list.ts'
import {
  assignRequest,
  presentRequest,
  readDataOf,
  revealRequestField,
} from '../../../domain/answering/request-staff.ts'
import { actingAs, type ByActor } from '../../../domain/registers/acting.ts'
import { audit } from '../../../domain/registers/audit.ts'
import { answerJson } from '../../../http/answering/answer.ts'
import type { AppDeps } from '../../../http/app-deps.ts'
import { operation, type StaffCall } from '../../../http/operations/operation.ts'
import { staff } from '../../../http/operations/who.ts'
import { describeList, readList } from '../../../http/reading/read-list.ts'
import { ownerOf, throwUnlessActed } from './acts.ts'
import { findRequest, PATH, params } from './request-acts.ts'

/** Requests of data subjects as staff read and share them. */
export const requestOperations = [
  operation({
    ...{ method: 'get', path: PATH, tag: 'Requests', id: 'listRequests' },
    who: staff('operator'),
    summary: 'List requests of data subjects',
    description:
      'By pages, the one due first first. Nothing that their authors wrote. Several requests of one person are one, the first ' +
      'that matches.',
    query: {
      schema: requestsQuery,
      means: {
        ...listMeans,
        state: 'Which requests.',
        scope: '`other`: about data outside the website.',
        owner: 'Who has them.',
      },
    },
    answers: [{ status: 200, description: 'The requests.', schema: 'RequestsResult' }],
    handler: (deps) => (call) => listRequests(call, actingAs(deps, call.staff)),
  }),
  operation({
    ...{ method: 'get', path: `${PATH}/{number}`, tag: 'Requests', id: 'readRequest' },
    who: staff('operator'),
    summary: 'Read one request',
    description: 'With what its author wrote, who is masked. That it was read is audited.',
    params,
    answers: [{ status: 200, description: 'The request.', schema: 'RequestDetailResult' }],
    errors: ['not_found'],
    handler: (deps) => async (call) => {
      const by = actingAs(deps, call.staff)
      const row = await findRequest(call, deps)
      await audit(deps, { action: 'request.read', subject: row.number, actor: by.actor })
      return answerJson(200, await presentRequest(row, by))
    },
  }),
  operation({
    ...{ method: 'get', path: `${PATH}/{number}/data`, tag: 'Requests', id: 'readRequestData' },
    who: staff('operator'),
    summary: 'See what its author sees of their own data',
    description:
      'As GET /v1/me answers them: of what they have proved to be theirs, without a name or an address. Audited.',
    params,
    answers: [{ status: 200, description: 'What is held.', schema: 'MeResult' }],
    errors: ['not_found'],
    handler: (deps) => async (call) =>
      answerJson(200, await readDataOf(await findRequest(call, deps), actingAs(deps, call.staff))),
  }),
  operation({
    ...{ method: 'post', path: `${PATH}/{number}/reveal`, tag: 'Requests' },
    id: 'revealRequestField',
    who: staff('operator'),
    summary: 'Show one masked field of a request',
    description: 'Audited with the name of the field, before it is shown.',
    params,
    body: { schema: 'RequestRevealBody', takes: 'json' },
    answers: [{ status: 200, description: 'The field.', schema: 'RevealResult' }],
    errors: ['not_found'],
    handler: (deps) => async (call) => {
      const { field } = call.body
      const row = await findRequest(call, deps)
      const value = await revealRequestField(row, field, actingAs(deps, call.staff))
      return answerJson(200, { field, value } satisfies RevealResult)
    },
  }),
  operation({
    ...{ method: 'post', path: `${PATH}/{number}/assignment`, tag: 'Requests' },
    id: 'assignRequest',
    who: staff('operator'),
    summary: 'Take a request, or give it back',
    description: 'So that two do not work on the same one.',
    params,
    body: { schema: 'AssignmentBody', takes: 'json' },
    answers: [{ status: 200, description: 'Done.', schema: 'RequestDetailResult' }],
    errors: ['not_found', 'changed_meanwhile'],
    handler: (deps) => async (call) => {
      const { to, ...act } = call.body
      const by = actingAs(deps, call.staff)
      const row = await findRequest(call, deps)
      const assignee = to === 'me' ? call.staff.id : null
      const result = await assignRequest(row, { assignee, act }, by)
      await throwUnlessActed(result, { kind: 'request', ref: row.id }, deps)
      return answerJson(200, await presentRequest(row, by))
    },
  }),
]

const statesOf = { closed: ['answered', 'refused'], all: undefined } as const

async function listRequests(
  { query }: StaffCall<unknown, v.InferOutput<typeof requestsQuery>>,
  deps: AppDeps & ByActor,
): Promise<Response> {
  const { state, scope, owner, order } = query
  const { fromMs, beforeMs, ...wanted } =
    order === 'due'
      ? readList<readonly [string, string]>(query, ['string', 'string'], deps)
      : readList<readonly [number, string]>(query, ['number', 'string'], deps)
  const states = state === 'closed' || state === 'all' ? statesOf[state] : [state]
  const selection = { fromMs, beforeMs, states, scope, assignee: ownerOf(owner, deps) }
  const { page, total } = await readRequestPage(deps, { ...wanted, order, selection })
  return answerJson(200, {
    requests: await Promise.all(page.rows.map((row) => presentRequestLine(row, deps))),
    ...describeList(page, query, total),
  } satisfies RequestsResult)
}
