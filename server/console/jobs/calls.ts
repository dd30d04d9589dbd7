import type { LongJobsResult } from '../../contract/index.ts'
import { to } from '../shell/call.ts'

/** Returns how long work goes. Does not prolong the session. */
export const readJobs = to('GET /v1/admin/jobs').answers<LongJobsResult>()
