import type { TodayResult } from '../../contract/index.ts'
import { to } from '../shell/call.ts'

/** Returns what is due, and how the system is. Does not prolong the session. */
export const readToday = to('GET /v1/admin/today').answers<TodayResult>()
