import type {
  AffectedBody,
  AffectedResult,
  BreachBody,
  BreachesResult,
  BreachNoticeResult,
  BreachResult,
  WrittenResult,
} from '../../contract/index.ts'
import { to } from '../shell/call.ts'

/** A breach by its latest line. */
export type Breach = BreachesResult['breaches'][number]

/** Returns the breaches, the overdue first. */
export const readBreaches = to('GET /v1/admin/registers/breaches').answers<BreachesResult>()

/** Returns one breach with its lines. */
export const readBreach = to('GET /v1/admin/registers/breaches/{thread}').answers<BreachResult>()

/** Records a breach. */
export const writeBreach = to('POST /v1/admin/registers/breaches')
  .takes<BreachBody>()
  .answers<WrittenResult>()

/** Adds a line to a breach. */
export const correctBreach = to('POST /v1/admin/registers/breaches/{thread}')
  .takes<BreachBody>()
  .answers<WrittenResult>()

/** Returns who is affected, and writes nothing. */
export const previewAffected = to('POST /v1/admin/affected')
  .takes<AffectedBody>()
  .answers<AffectedResult>()

/** Returns the drafts of the notifications. That they were read is audited. */
export const readNotice = to('GET /v1/admin/registers/breaches/{thread}/notice')
  .asks<{ readonly lang: 'kk' | 'ru' }>()
  .answers<BreachNoticeResult>()
