import { Hono } from 'hono'
import { refusalBody } from '../contract/refusal.ts'
import type { Deps } from '../deps.ts'
import { countRefusal } from '../domain/choice-counts.ts'
import { findPolicyProblem } from '../domain/consent-record.ts'
import { dayOf } from '../domain/day.ts'
import { offeredPurposes } from '../domain/pages.ts'
import { answerEmpty } from './edge/answer.ts'
import { ApiError } from './edge/api-error.ts'
import { buildRefusalCookies } from './edge/choice-cookie.ts'
import type { Hints } from './edge/hints.ts'
import type { Metrics } from './edge/metrics.ts'
import type { OriginGuard } from './edge/origin.ts'
import { readBody } from './edge/read-body.ts'

/** Refusals are counted and nothing else: no id, no address, no browser (CB-20). */
export const refusalRoutes = (
  deps: Deps & { readonly guard: OriginGuard; readonly metrics: Metrics; readonly hints: Hints },
): Hono =>
  new Hono().post('/', async (c) => {
    const cors = deps.guard.check(c)
    const body = await readBody(c, refusalBody)
    const problem = findPolicyProblem(body.policyVersion, deps.policies)
    if (problem) throw new ApiError(problem.code, { fields: problem.fields })
    const day = dayOf(deps.clock(), deps.site.timeZone)
    const offered = offeredPurposes(deps.site).map((purpose) => purpose.id)
    await deps.store.addCounts(countRefusal({ day, ...body }, offered))
    deps.metrics.count('refusals')
    return answerEmpty(202, { ...cors, ...buildRefusalCookies(c, body.policyVersion, deps) })
  })
