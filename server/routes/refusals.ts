import { Hono } from 'hono'
import { refusalBody } from '../contract/visitor/refusal.ts'
import { dayOf } from '../domain/calendar/day.ts'
import { findPolicyProblem } from '../domain/consents/consent-record.ts'
import { countRefusal } from '../domain/statistics/choice-counts.ts'
import { offeredPurposes } from '../domain/visits/pages.ts'
import { answerEmpty } from '../http/answering/answer.ts'
import { ApiError } from '../http/answering/api-error.ts'
import { buildRefusalCookies } from '../http/answering/choice-cookie.ts'
import type { AppDeps } from '../http/app-deps.ts'
import { readBody } from '../http/reading/read-body.ts'

/** Refusals are counted and nothing else: no id, no address, no browser (CB-20). */
export const refusalRoutes = (deps: AppDeps): Hono =>
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
