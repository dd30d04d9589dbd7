import { Hono } from 'hono'
import { visitsBody } from '../contract/visit.ts'
import type { Deps } from '../deps.ts'
import { type ConsentCache, findConsentProblem } from '../domain/consent-cache.ts'
import { dayOf } from '../domain/day.ts'
import { createTermsGuard } from '../domain/terms.ts'
import { buildVisitWrites } from '../domain/visit.ts'
import { answerEmpty } from './edge/answer.ts'
import { ApiError } from './edge/api-error.ts'
import { clientAddress } from './edge/client-address.ts'
import type { Metrics } from './edge/metrics.ts'
import type { OriginGuard } from './edge/origin.ts'
import { readBody } from './edge/read-body.ts'
import { createBrowserReader } from './edge/read-browser.ts'

/** Page views. A robot's are answered like anybody's and not kept. */
export function visitRoutes(
  deps: Deps & {
    readonly guard: OriginGuard
    readonly consents: ConsentCache
    readonly metrics: Metrics
  },
): Hono {
  const terms = createTermsGuard(deps)
  const readBrowser = createBrowserReader()
  return new Hono().post('/', async (c) => {
    const cors = deps.guard.check(c)
    const body = await readBody(c, visitsBody)
    const nowMs = deps.clock()
    const consent = await deps.consents.find(body.consentId)
    const problem =
      // Where nobody is asked, an older consent allows nothing (CB-17).
      (deps.site.mode === 'no_consent' ? 'consent_refused' : undefined) ??
      findConsentProblem(consent, 'analytics', nowMs) ??
      (consent && (await terms.findProblem(consent)))
    if (problem || !consent) throw new ApiError(problem ?? 'consent_unknown')
    const browser = readBrowser(c.req.header('user-agent'))
    if (!browser.isRobot) {
      const origin = { browser, address: () => clientAddress(c, deps) }
      const time = { nowMs, day: dayOf(nowMs, deps.site.timeZone) }
      await deps.store.addVisits(await buildVisitWrites(body, consent, origin, time, deps))
    }
    deps.metrics.count(browser.isRobot ? 'robot_visits' : 'visits', body.visits.length)
    return answerEmpty(202, cors)
  })
}
