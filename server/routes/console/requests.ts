import { type Context, Hono } from 'hono'
import type { ClosingResult, RequestDetailResult, RequestsResult } from '../../contract/index.ts'
import {
  answerBody,
  correctionBody,
  refusalOfRequestBody,
  requestsQuery,
} from '../../contract/staff/subject-admin.ts'
import { type Closing, closeRequest, isEmailVerified } from '../../domain/answering/close.ts'
import { correctMessage } from '../../domain/answering/correct.ts'
import { audit } from '../../domain/registers/audit.ts'
import { openRequest, presentFacts } from '../../domain/requests/present.ts'
import { findHeldUntil } from '../../domain/subject/subject.ts'
import { answerJson } from '../../http/answering/answer.ts'
import { ApiError } from '../../http/answering/api-error.ts'
import type { AppDeps } from '../../http/app-deps.ts'
import { readBody } from '../../http/reading/read-body.ts'
import { readQuery } from '../../http/reading/read-query.ts'
import type { RequestRow } from '../../store/store.ts'

/** A form of another site can send `text/plain`, but not this without asking first (CORS). */
const types = /^application\/json\s*(;|$)/i

/** Requests listed at once. */
const LISTED_AT_MOST = 200

/** Requests of data subjects, for who answers them. */
export const requestRoutes = (deps: AppDeps): Hono =>
  new Hono()
    .get('/', async (c) => {
      const { state } = readQuery(c, requestsQuery)
      const rows = await deps.store.readRequests(state, LISTED_AT_MOST)
      const requests = rows.map((row) => presentFacts(row, deps))
      return answerJson(200, { requests } satisfies RequestsResult)
    })
    .get('/:number', async (c) => {
      const row = await findRequest(c, deps)
      await audit(deps, { action: 'request.read', subject: row.number, actor: 'administrator' })
      return answerJson(200, await presentDetail(row, deps))
    })
    .post('/:number/answer', async (c) => {
      const { text, carryOut } = await readBody(c, answerBody, { types })
      return close(c, { state: 'answered', text, isCarryingOut: carryOut }, deps)
    })
    .post('/:number/refusal', async (c) => {
      const { reason } = await readBody(c, refusalOfRequestBody, { types })
      return close(c, { state: 'refused', text: reason }, deps)
    })
    .post('/:number/correction', (c) => correct(c, deps))

async function findRequest(c: Context, { store }: AppDeps): Promise<RequestRow> {
  const row = await store.findRequest(c.req.param('number') ?? '')
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

async function close(c: Context, closing: Closing, deps: AppDeps): Promise<Response> {
  const closed = await closeRequest(await findRequest(c, deps), closing, deps)
  if (typeof closed === 'string') throw new ApiError(refusals[closed])
  const { row, ...mailed } = closed
  const request = await presentDetail(row, deps)
  return answerJson(200, { request, ...mailed } satisfies ClosingResult)
}

async function correct(c: Context, deps: AppDeps): Promise<Response> {
  const body = await readBody(c, correctionBody, { types })
  if (Object.keys(body).length === 0) {
    throw new ApiError('invalid_body', { fields: { body: 'missing' } })
  }
  const request = await findRequest(c, deps)
  if (request.state !== 'open') throw new ApiError('request_closed')
  const message =
    request.kind === 'correction' && request.subjectKind === 'message'
      ? await deps.store.findMessage({ id: request.subjectRef })
      : undefined
  if (!message) throw new ApiError('nothing_to_correct')
  const corrected = await correctMessage(message, { body, request }, deps)
  return answerJson(200, { reference: message.reference, corrected })
}
