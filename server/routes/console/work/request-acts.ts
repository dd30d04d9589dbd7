import * as v from 'valibot'
import type {
  ClosingResult,
  CorrectionBody,
  DeletionResult,
  RestrictionResult,
} from '../../../contract/index.ts'
import { type Closing, type ClosingRefusal, closeRequest } from '../../../domain/answering/close.ts'
import { correctMessage } from '../../../domain/answering/correct.ts'
import { eraseByRequest } from '../../../domain/answering/erase-by-request.ts'
import {
  presentRequest,
  type Stopping,
  stopByRequest,
} from '../../../domain/answering/request-staff.ts'
import { findThingsOf } from '../../../domain/answering/request-things.ts'
import { actingAs } from '../../../domain/registers/acting.ts'
import { readRestricted } from '../../../domain/rights/restrict.ts'
import { answerJson } from '../../../http/answering/answer.ts'
import { ApiError } from '../../../http/answering/api-error.ts'
import { throwUnlessDone } from '../../../http/answering/restriction-outcome.ts'
import type { AppDeps } from '../../../http/app-deps.ts'
import type { StaffCall } from '../../../http/operations/operation.ts'
import type { InputOf } from '../../../http/operations/schemas.ts'
import type { RequestRow } from '../../../store/store.ts'
import { throwChanged, throwUnlessActed } from './acts.ts'

/** Address of the list of requests. */
export const PATH = '/v1/admin/requests'
export const params = {
  number: { description: 'The request’s number, `R-…`.', schema: v.string() },
}
type RequestCall<Body = unknown> = StaffCall<Body, unknown, 'number'>

/** Finds the request of an address. @throws {ApiError} `not_found`. */
export async function findRequest(
  { params: { number } }: RequestCall,
  { store }: Pick<AppDeps, 'store'>,
): Promise<RequestRow> {
  const row = await store.findRequest(number)
  if (!row) throw new ApiError('not_found')
  return row
}

const refusals = {
  closed: 'request_closed',
  not_carried_out: 'not_carried_out',
  held: 'held_by_law',
  unverified: 'sender_unverified',
  not_refusable: 'not_refusable',
} as const satisfies Record<Exclude<ClosingRefusal, 'changed' | 'repeated'>, string>

/** The request that an act is on. */
const onRequest = ({ id: ref }: RequestRow) => ({ kind: 'request', ref }) as const

/** Closes a request with an answer or a refusal. One that this act has closed already answers as it did. */
export async function close(call: RequestCall, closing: Closing, deps: AppDeps): Promise<Response> {
  const by = actingAs(deps, call.staff)
  const before = await findRequest(call, deps)
  const closed = await closeRequest(before, closing, by)
  if (closed === 'changed') return throwChanged(onRequest(before), deps)
  if (closed === 'repeated') {
    const request = await presentRequest(await findRequest(call, deps), by)
    const isMailed = request.answerMail !== null
    return answerJson(200, { request, isMailed, isNoticeMailed: false } satisfies ClosingResult)
  }
  if (typeof closed === 'string') throw new ApiError(refusals[closed])
  const { row, ...mailed } = closed
  const request = await presentRequest(row, by)
  return answerJson(200, { request, ...mailed } satisfies ClosingResult)
}

/** Puts right values in place of wrong ones. */
export async function correct(call: RequestCall<CorrectionBody>, deps: AppDeps): Promise<Response> {
  const { act, seen, ...values } = call.body
  if (Object.keys(values).length === 0) {
    throw new ApiError('invalid_body', { fields: { body: 'missing' } })
  }
  const request = await findRequest(call, deps)
  if (request.state !== 'open') throw new ApiError('request_closed')
  const message =
    request.kind === 'correction' && request.subjectKind === 'message'
      ? await deps.store.findMessage({ id: request.subjectRef })
      : undefined
  if (!message) throw new ApiError('nothing_to_correct')
  const by = actingAs(deps, call.staff)
  const corrected = await correctMessage(message, { values, request, act: { act, seen } }, by)
  if (typeof corrected === 'string') await throwUnlessActed(corrected, onRequest(request), deps)
  const { reference } = message
  const names = typeof corrected === 'string' ? Object.keys(values) : corrected
  return answerJson(200, { reference, corrected: names })
}

/** Stops one purpose, or everything, or lets it go on. */
export async function stop(
  call: RequestCall,
  stopping: Stopping,
  deps: AppDeps,
): Promise<Response> {
  const row = await findRequest(call, deps)
  const outcome = await stopByRequest(row, stopping, actingAs(deps, call.staff))
  if (outcome === 'changed') return throwChanged(onRequest(row), deps)
  if (outcome === 'nothing_here') throw new ApiError('nothing_here')
  throwUnlessDone(outcome, 'purpose')
  const restrictions = await readRestricted(await findThingsOf(row, deps), deps)
  return answerJson(200, { restrictions } satisfies RestrictionResult)
}

/** Says what a deletion would delete, or deletes it. */
export async function erase(
  call: RequestCall<InputOf<'RequestErasureBody'>>,
  deps: AppDeps,
): Promise<Response> {
  const row = await findRequest(call, deps)
  const result = await eraseByRequest(row, call.body, actingAs(deps, call.staff))
  if (result === 'changed') return throwChanged(onRequest(row), deps)
  if (result === 'closed') throw new ApiError('request_closed')
  if (result === 'nothing_here') throw new ApiError('nothing_here')
  return answerJson(200, result satisfies DeletionResult)
}
