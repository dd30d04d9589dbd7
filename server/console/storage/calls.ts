import type {
  HoldsInForceResult,
  LongJob,
  RetentionResult,
  RetentionRunBody,
} from '../../contract/index.ts'
import { to } from '../shell/call.ts'

/** Returns the retention schedule, and what is due by it. */
export const readRetention = to('GET /v1/admin/retention').answers<RetentionResult>()

/** Returns the legal holds in force. */
export const readHolds = to('GET /v1/admin/retention/holds').answers<HoldsInForceResult>()

/** Starts a run, or only the counting of what it would destroy. */
export const startRetention = to('POST /v1/admin/jobs/retention')
  .takes<RetentionRunBody>()
  .answers<LongJob>()
