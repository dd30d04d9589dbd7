import type {
  AnswerBody,
  AssignmentBody,
  ClosingResult,
  CorrectionBody,
  CorrectionResult,
  DeletionResult,
  MeResult,
  RefusalOfRequestBody,
  RequestDetailResult,
  RequestErasureBody,
  RequestLiftBody,
  RequestRestrictionBody,
  RequestRevealBody,
  RequestsQuery,
  RequestsResult,
  RestrictionResult,
  RevealResult,
} from '../../contract/index.ts'
import { to } from '../shell/call.ts'

/** Returns one page of requests, one for each person. */
export const listRequests = to('GET /v1/admin/requests')
  .asks<RequestsQuery>()
  .answers<RequestsResult>()

/** Opens one request. The server writes down who did. */
export const readRequest = to('GET /v1/admin/requests/{number}').answers<RequestDetailResult>()

/** Returns what its author sees of their own data. The server writes down who looked. */
export const readRequestData = to('GET /v1/admin/requests/{number}/data').answers<MeResult>()

/** Shows one masked field. The server writes down who did. */
export const revealRequestField = to('POST /v1/admin/requests/{number}/reveal')
  .takes<RequestRevealBody>()
  .answers<RevealResult>()

/** Takes a request, or gives it back. */
export const assignRequest = to('POST /v1/admin/requests/{number}/assignment')
  .takes<AssignmentBody>()
  .answers<RequestDetailResult>()

/** Answers a request, and perhaps does what it asks for. */
export const answerRequest = to('POST /v1/admin/requests/{number}/answer')
  .takes<AnswerBody>()
  .answers<ClosingResult>()

/** Refuses a request with a reason. */
export const refuseRequest = to('POST /v1/admin/requests/{number}/refusal')
  .takes<RefusalOfRequestBody>()
  .answers<ClosingResult>()

/** Puts right values in place of wrong ones. */
export const correctMessage = to('POST /v1/admin/requests/{number}/correction')
  .takes<CorrectionBody>()
  .answers<CorrectionResult>()

/** Stops one purpose, or everything. */
export const restrictByRequest = to('POST /v1/admin/requests/{number}/restriction')
  .takes<RequestRestrictionBody>()
  .answers<RestrictionResult>()

/** Lets what was stopped go on. */
export const liftByRequest = to('POST /v1/admin/requests/{number}/restriction/lift')
  .takes<RequestLiftBody>()
  .answers<RestrictionResult>()

/** Says what a deletion would delete, or deletes it. */
export const eraseByRequest = to('POST /v1/admin/requests/{number}/erasure')
  .takes<RequestErasureBody>()
  .answers<DeletionResult>()
