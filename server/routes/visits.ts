import type { Context } from 'hono'
import {
  type CountedPage,
  type CountedPagesBody,
  countedPagesBody,
  isWithoutConsent,
  type VisitsBody,
  visitsBody,
} from '../contract/visitor/visit.ts'
import type { Deps } from '../deps.ts'
import { addDays, dayOf, dayStartMs } from '../domain/calendar/day.ts'
import { findConsentProblem } from '../domain/consents/consent-cache.ts'
import type { TermsCheck } from '../domain/consents/terms.ts'
import { countPage } from '../domain/visits/count-visit.ts'
import { createLocate } from '../domain/visits/locate-visits.ts'
import { mayCount } from '../domain/visits/pages.ts'
import { buildVisitWrites, type VisitOrigin, type VisitTime } from '../domain/visits/visit.ts'
import { visitBudget } from '../domain/visits/visit-budget.ts'
import { answerEmpty } from '../http/answering/answer.ts'
import { ApiError } from '../http/answering/api-error.ts'
import type { AppDeps } from '../http/app-deps.ts'
import { createBrowserReader } from '../http/browser/read-browser.ts'
import { operation } from '../http/operations/operation.ts'
import { clientAddress } from '../http/reading/client-address.ts'
import { hasDoNotTrack, hasPrivacySignal } from '../http/reading/privacy-signal.ts'
import { checkBody } from '../http/reading/read-body.ts'
import type { StoredConsent } from '../store/store.ts'

/** Page views. A robot's get a normal response and are not stored. */
export const visitOperations = [
  operation({
    ...{ method: 'post', path: '/v1/visits', tag: 'Visits', id: 'recordVisits' },
    who: 'page',
    summary: 'Record one visit or a batch',
    description:
      'The server looks the consent up and keeps only what its data kinds grant. A robot’s visit is answered like ' +
      'anybody’s and not kept. Sent again with a longer `durationMs`, a visit becomes longer and nothing else. ' +
      'One consent has 1,000 visits a day; what is sent beyond them is answered `too_many_visits` and not kept, while what ' +
      'still fitted is. Of one day, 2,000 pages and 1,000 hosts are counted by themselves, 200 of them brought first by one ' +
      'consent; what is visited beyond them is counted all the same, together. ' +
      'Where the school has decided for the counter mode (`visits.counterMode`), a `CountedPagesBody` without `consentId` ' +
      'is counted by page and referrer, and nothing else of the request is looked at.',
    body: { schema: 'VisitsBody', takes: 'json_or_text', check: checkVisits },
    answers: [{ status: 202, description: 'Taken.' }],
    errors: [
      ...(['consent_unknown', 'consent_refused', 'consent_restricted'] as const),
      ...(['consent_withdrawn', 'consent_expired', 'consent_outdated', 'too_many_visits'] as const),
    ],
    handler: (deps) => {
      const readBrowser = createBrowserReader()
      const locate = createLocate(deps.site.visits.ownNetworks)
      return async ({ c, body, cors }) => {
        if (!('consentId' in body)) {
          await countPages(c, body.visits, deps)
          return answerEmpty(202, cors)
        }
        const browser = readBrowser(c.req.header('user-agent'))
        const origin = {
          browser,
          address: () => clientAddress(c, deps),
          locate: (address: string) => locate(address, (of) => deps.findCountry(c, of)),
        }
        await takeVisits(body, origin, deps)
        deps.metrics.count(browser.isRobot ? 'robot_visits' : 'visits', body.visits.length)
        return answerEmpty(202, cors)
      }
    },
  }),
]

/** Without a consent, pages are counted if the school has enabled it; otherwise a consent is missing. */
function checkVisits(json: unknown, { site }: AppDeps): VisitsBody | CountedPagesBody {
  return site.visits.counterMode && isWithoutConsent(json)
    ? checkBody(countedPagesBody, json)
    : checkBody(visitsBody, json)
}

/** A record that changes more often between a read and a write is being manipulated. */
const LOOKS_AT_MOST = 5

/**
 * Stores visits on the basis of the consent as it was read. If the consent has changed by the time of the write, in any
 * process, nothing is stored, and it is read again.
 *
 * @throws {ApiError} where the consent permits nothing, or has used up its day.
 */
async function takeVisits(body: VisitsBody, origin: VisitOrigin, deps: AppDeps): Promise<void> {
  const { consents, clock, site, store } = deps
  for (let looks = 0; looks < LOOKS_AT_MOST; looks += 1) {
    const nowMs = clock()
    const consent = await consents.find(body.consentId)
    const problem = await findProblem(consent, nowMs, deps)
    if (problem || !consent) throw new ApiError(problem ?? 'consent_unknown')
    if (origin.browser.isRobot) return
    const time = { nowMs, day: dayOf(nowMs, site.timeZone) }
    const writes = await buildVisitWrites(body, consent, origin, time, deps)
    const { id: consentId, latest, restricted } = consent
    const basis = { consentId, eventId: latest.id, restricted }
    const refused = await store.addVisits(writes, visitBudget, basis)
    if (refused === 0) return
    if (refused !== 'overtaken') throw tooManyVisits(time, site)
    consents.outdate(consentId)
  }
  throw new ApiError('store_unavailable')
}

/** Returns why the visits must not be stored; `undefined` where the consent permits it. */
function findProblem(
  consent: StoredConsent | undefined,
  nowMs: number,
  { site, terms }: Pick<AppDeps, 'site' | 'terms'>,
): ReturnType<TermsCheck['findProblem']> {
  // Where nobody is asked, an older consent permits nothing (CB-17).
  if (site.mode === 'no_consent') return 'consent_refused'
  return findConsentProblem(consent, 'analytics', nowMs) ?? (consent && terms.findProblem(consent))
}

/** The consent has used up its day; `Retry-After` is the time until the next one begins. */
function tooManyVisits({ nowMs, day }: VisitTime, { timeZone }: Deps['site']): ApiError {
  const tomorrowMs = dayStartMs(addDays(day, 1), timeZone)
  const seconds = Math.max(1, Math.ceil((tomorrowMs - nowMs) / 1000))
  return new ApiError('too_many_visits', { headers: { 'retry-after': String(seconds) } })
}

/**
 * Counts pages of visitors who have not consented. Neither address nor browser is read (TR-11), and a visitor with a privacy
 * signal is not counted either.
 */
async function countPages(
  c: Context,
  pages: readonly CountedPage[],
  { store, clock, site, metrics }: AppDeps,
): Promise<void> {
  if (hasPrivacySignal(c) || hasDoNotTrack(c)) return
  const day = dayOf(clock(), site.timeZone)
  const counted = pages.filter(({ path }) => mayCount(path, site))
  await store.addCounts(
    counted.flatMap((page) => countPage(page, day)),
    visitBudget,
  )
  metrics.count('visits', pages.length)
}
