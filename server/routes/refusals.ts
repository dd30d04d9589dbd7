import { dayOf } from '../domain/calendar/day.ts'
import { findPolicyProblem } from '../domain/consents/consent-record.ts'
import { countRefusal } from '../domain/statistics/choice-counts.ts'
import { countRefusalDetails } from '../domain/statistics/detail-counts.ts'
import { offeredPurposes } from '../domain/visits/pages.ts'
import { answerEmpty } from '../http/answering/answer.ts'
import { ApiError } from '../http/answering/api-error.ts'
import { buildRefusalCookies } from '../http/answering/choice-cookie.ts'
import { operation } from '../http/operations/operation.ts'
import { hasPrivacySignal } from '../http/reading/privacy-signal.ts'

/** Refusals are only counted: no id, no address, no browser (CB-20). */
export const refusalOperations = [
  operation({
    ...{ method: 'post', path: '/v1/refusals', tag: 'Consents', id: 'countRefusal' },
    who: 'page',
    summary: 'Count a refusal of everything',
    description:
      'Carries nothing that could tell two visitors apart, and nothing but a count is kept.',
    body: { schema: 'RefusalBody', takes: 'json_or_text' },
    answers: [{ status: 202, description: 'Counted.' }],
    errors: ['policy_version_outdated', 'policy_version_unknown'],
    handler:
      (deps) =>
      async ({ c, body, cors }) => {
        const problem = findPolicyProblem(body.policyVersion, deps.policies)
        if (problem) throw new ApiError(problem.code, { fields: problem.fields })
        const day = dayOf(deps.clock(), deps.site.timeZone)
        const offered = offeredPurposes(deps.site).map((purpose) => purpose.id)
        await deps.store.addCounts([
          ...countRefusal({ day, ...body }, offered),
          ...countRefusalDetails(day, { offered, isGpc: hasPrivacySignal(c) }),
        ])
        deps.metrics.count('refusals')
        return answerEmpty(202, { ...cors, ...buildRefusalCookies(c, body.policyVersion, deps) })
      },
  }),
]
