import { limits } from '../../contract/limits.ts'
import { statisticsQuery } from '../../contract/staff/admin.ts'
import { languages } from '../../contract/words.ts'
import { countDays, readStatistics } from '../../domain/statistics/statistics.ts'
import { offeredPurposes } from '../../domain/visits/pages.ts'
import { answerJson } from '../../http/answering/answer.ts'
import { ApiError } from '../../http/answering/api-error.ts'
import { operation } from '../../http/operations/operation.ts'
import { staff } from '../../http/operations/who.ts'

/** Statistics of a period. */
export const statisticsOperations = [
  operation({
    ...{ method: 'get', path: '/v1/admin/statistics', tag: 'Console', id: 'readStatistics' },
    who: staff('auditor', 'statistics'),
    summary: 'Read the figures of a period',
    description: 'Counts only. A count from 1 to 4 is withheld (`null`) and shown as “<5”.',
    query: {
      schema: statisticsQuery,
      means: { from: 'First day, included.', to: 'Last day, included.' },
    },
    answers: [{ status: 200, description: 'The figures.', schema: 'StatisticsResult' }],
    handler: (deps) => {
      const rows = {
        purposes: offeredPurposes(deps.site).map((purpose) => purpose.id),
        languages,
      }
      return async ({ query: period }) => {
        checkPeriod(period)
        const policyVersions = deps.policies.versions.map(({ version }) => version)
        const figures = await readStatistics(deps, { ...period, ...rows, policyVersions })
        return answerJson(200, figures)
      }
    },
  }),
]

/** @throws {ApiError} `invalid_query` for a period that is reversed or too long. */
function checkPeriod({ from, to }: { readonly from: string; readonly to: string }): void {
  const days = countDays(from, to)
  if (days < 1) throw new ApiError('invalid_query', { fields: { from: 'invalid', to: 'invalid' } })
  if (days > limits.statisticsDays)
    throw new ApiError('invalid_query', { fields: { to: 'too_long' } })
}
