import { type ConversionConfig, toJsonSchema, toJsonSchemaDefs } from '@valibot/to-json-schema'
import * as v from 'valibot'
import { codeBody, codeRequestBody, codeRequestResult, codeResult } from '../../contract/code.ts'
import { errorEnvelope } from '../../contract/error.ts'
import { statisticsResult } from '../../contract/staff/admin.ts'
import { folderBody, longJobResult, longJobsResult } from '../../contract/staff/long-job.ts'
import {
  childErasureBody,
  messageAnswerBody,
  messageDetailResult,
  messageErasureResult,
  messageRevealBody,
  messagesResult,
} from '../../contract/staff/message-admin.ts'
import {
  policiesResult,
  policyBeginBody,
  policyDecideBody,
  policyDifferenceResult,
  policyDraftResult,
  policyDropBody,
  policyPreviewBody,
  policyPreviewResult,
  policySaveBody,
  policyTextsResult,
} from '../../contract/staff/policy-admin.ts'
import {
  holdsInForceResult,
  retentionResult,
  retentionRunBody,
  retentionRunResult,
} from '../../contract/staff/retention.ts'
import { searchResult } from '../../contract/staff/search.ts'
import {
  adminLiftBody,
  answerBody,
  closingResult,
  correctionBody,
  correctionResult,
  legalHoldBody,
  legalHoldsResult,
  refusalOfRequestBody,
  requestDetailResult,
  requestErasureBody,
  requestLiftBody,
  requestRestrictionBody,
  requestRevealBody,
  requestsResult,
} from '../../contract/staff/subject-admin.ts'
import { todayResult } from '../../contract/staff/today.ts'
import { actBody, assignmentBody, revealResult, searchBody } from '../../contract/staff/work.ts'
import {
  consentBody,
  consentResult,
  receipt,
  withdrawalBody,
} from '../../contract/visitor/consent.ts'
import { messageBody, messageResult, messageStampResult } from '../../contract/visitor/message.ts'
import { policyChangesResult, policyResult } from '../../contract/visitor/policy.ts'
import { consentTermsResult, proofResult } from '../../contract/visitor/proof.ts'
import { jwksResult, noticeResult, signedReceipt } from '../../contract/visitor/receipt.ts'
import { refusalBody } from '../../contract/visitor/refusal.ts'
import { addressRequestBody, requestBody, requestResult } from '../../contract/visitor/request.ts'
import { liftBody, restrictionBody, restrictionResult } from '../../contract/visitor/restriction.ts'
import { siteResult } from '../../contract/visitor/site.ts'
import {
  deletionResult,
  exportResult,
  meResult,
  subjectWithdrawalBody,
  subjectWithdrawalResult,
} from '../../contract/visitor/subject.ts'
import { countedPagesBody, visitsBody } from '../../contract/visitor/visit.ts'
import type { StoreCondition } from '../../store/store.ts'
import { registerSchemas } from './register-schemas.ts'
import { staffSchemas } from './staff-schemas.ts'

/** What `/health/*` answers. */
const healthResult = v.object({
  status: v.picklist(['live', 'ready', 'not_ready']),
  /** Why it is not ready. */
  reason: v.exactOptional(
    v.picklist([
      'database_gone',
      'database_overwritten',
      'database_damaged',
      'writes_refused',
      'not_answering',
    ] satisfies readonly Exclude<StoreCondition, 'ready'>[]),
  ),
})

/** The schemas that the document names, under the names of the contract's types. */
const named = {
  SiteResult: siteResult,
  PolicyResult: policyResult,
  PolicyChangesResult: policyChangesResult,
  ConsentBody: consentBody,
  WithdrawalBody: withdrawalBody,
  Receipt: receipt,
  ConsentResult: consentResult,
  RefusalBody: refusalBody,
  VisitsBody: visitsBody,
  CountedPagesBody: countedPagesBody,
  MessageBody: messageBody,
  MessageResult: messageResult,
  MessageStampResult: messageStampResult,
  SignedReceipt: signedReceipt,
  NoticeResult: noticeResult,
  JwksResult: jwksResult,
  ProofResult: proofResult,
  ConsentTermsResult: consentTermsResult,
  MessagesResult: messagesResult,
  MessageDetailResult: messageDetailResult,
  MessageAnswerBody: messageAnswerBody,
  ChildErasureBody: childErasureBody,
  MessageErasureResult: messageErasureResult,
  MessageLine: messagesResult.entries.messages.item,
  MessageRevealBody: messageRevealBody,
  RevealResult: revealResult,
  AssignmentBody: assignmentBody,
  ActBody: actBody,
  SearchBody: searchBody,
  SearchResult: searchResult,
  StatisticsResult: statisticsResult,
  TodayResult: todayResult,
  FolderBody: folderBody,
  LongJob: longJobResult,
  LongJobsResult: longJobsResult,
  MeResult: meResult,
  ExportResult: exportResult,
  DeletionResult: deletionResult,
  RequestBody: requestBody,
  AddressRequestBody: addressRequestBody,
  RequestResult: requestResult,
  RestrictionBody: restrictionBody,
  LiftBody: liftBody,
  RestrictionResult: restrictionResult,
  SubjectWithdrawalBody: subjectWithdrawalBody,
  SubjectWithdrawalResult: subjectWithdrawalResult,
  CodeRequestBody: codeRequestBody,
  CodeRequestResult: codeRequestResult,
  CodeBody: codeBody,
  CodeResult: codeResult,
  RequestsResult: requestsResult,
  RequestDetailResult: requestDetailResult,
  RequestRevealBody: requestRevealBody,
  RequestRestrictionBody: requestRestrictionBody,
  RequestLiftBody: requestLiftBody,
  RequestErasureBody: requestErasureBody,
  AnswerBody: answerBody,
  RefusalOfRequestBody: refusalOfRequestBody,
  ClosingResult: closingResult,
  CorrectionBody: correctionBody,
  CorrectionResult: correctionResult,
  AdminLiftBody: adminLiftBody,
  LegalHoldBody: legalHoldBody,
  LegalHoldsResult: legalHoldsResult,
  ...registerSchemas,
  PoliciesResult: policiesResult,
  PolicyDraftResult: policyDraftResult,
  PolicyTextsResult: policyTextsResult,
  PolicyDifferenceResult: policyDifferenceResult,
  PolicyBeginBody: policyBeginBody,
  PolicySaveBody: policySaveBody,
  PolicyDecideBody: policyDecideBody,
  PolicyDropBody: policyDropBody,
  PolicyPreviewBody: policyPreviewBody,
  PolicyPreviewResult: policyPreviewResult,
  ...staffSchemas,
  HoldsInForceResult: holdsInForceResult,
  RetentionResult: retentionResult,
  RetentionRunBody: retentionRunBody,
  RetentionRunResult: retentionRunResult,
  HealthResult: healthResult,
  ErrorEnvelope: errorEnvelope,
} as const

/** The name of a schema in the document. */
export type SchemaName = keyof typeof named

/** What a body is after its schema has checked it. */
export type InputOf<Name extends SchemaName> = v.InferOutput<(typeof named)[Name]>

/** The schema of a name. */
export const schemaOf = (name: SchemaName): v.GenericSchema => named[name]

/** A JSON Schema as OpenAPI 3.1 uses it (draft 2020-12), as plain data. */
export type JsonSchema = ReturnType<typeof toJsonSchema>

const OPTIONS: ConversionConfig = {
  target: 'draft-2020-12',
  // To clean a value asks nothing of it; what the calendar has or a mail server takes, JSON Schema cannot say.
  ignoreActions: ['trim', 'check'],
}

const pathOf = (name: string): string => `#/components/schemas/${name}`

/** The named schemas, for `components.schemas`. */
export const buildNamedSchemas = (): Readonly<Record<SchemaName, JsonSchema>> =>
  toJsonSchemaDefs(named, { ...OPTIONS, overrideRef: ({ referenceId }) => pathOf(referenceId) })

/** One schema in place, such as a parameter's. */
export function buildSchema(schema: v.GenericSchema): JsonSchema {
  const { $schema: _, ...rest } = toJsonSchema(schema, OPTIONS)
  return rest
}

/** A reference to a named schema. */
export const schemaRef = (name: SchemaName): { readonly $ref: string } => ({ $ref: pathOf(name) })
