import type { StatisticsResult } from '../../contract/index.ts'
import type { Period } from '../parts/value/format.ts'
import { to } from '../shell/call.ts'

/** Returns the statistics of a period. */
export const readStatistics = to('GET /v1/admin/statistics')
  .asks<Period>()
  .answers<StatisticsResult>()
