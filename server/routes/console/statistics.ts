import { Hono } from 'hono'
import { limits } from '../../contract/limits.ts'
import { statisticsQuery } from '../../contract/staff/admin.ts'
import { languages } from '../../contract/words.ts'
import { countDays, readStatistics } from '../../domain/statistics/statistics.ts'
import { offeredPurposes } from '../../domain/visits/pages.ts'
import { answerJson } from '../../http/answering/answer.ts'
import { ApiError } from '../../http/answering/api-error.ts'
import type { AppDeps } from '../../http/app-deps.ts'
import { readQuery } from '../../http/reading/read-query.ts'

/** Figures of a period, for signed-in administrators. */
export const statisticsRoutes = (deps: AppDeps): Hono => {
  const rows = {
    purposes: offeredPurposes(deps.site).map((purpose) => purpose.id),
    languages,
    policyVersions: deps.policies.versions.map((policy) => policy.version),
  }
  return new Hono().get('/', async (c) => {
    const period = readQuery(c, statisticsQuery)
    checkPeriod(period)
    return answerJson(200, await readStatistics(deps, { ...period, ...rows }))
  })
}

/** @throws {ApiError} `invalid_query` for a period that is reversed or too long. */
function checkPeriod({ from, to }: { readonly from: string; readonly to: string }): void {
  const days = countDays(from, to)
  if (days < 1) throw new ApiError('invalid_query', { fields: { from: 'invalid', to: 'invalid' } })
  if (days > limits.statisticsDays)
    throw new ApiError('invalid_query', { fields: { to: 'too_long' } })
}
