import type { Deps } from '../deps.ts'
import { type ConsentCache, createConsentCache } from '../domain/consents/consent-cache.ts'
import { createTermsCheck, type TermsCheck } from '../domain/consents/terms.ts'
import { rememberTermsStamp } from '../domain/consents/terms-stamp.ts'
import { createMetrics, type Metrics } from './protecting/metrics.ts'
import { createOriginGuard, type OriginGuard } from './protecting/origin.ts'
import { createRequestLimits, type RequestLimits } from './protecting/rate-limit.ts'
import { createHints, type Hints } from './reading/hints.ts'

/** What every route works with: what the server is made of, and what is made of it once for all routes. */
export interface AppDeps extends Deps {
  /** Lets requests in by their origin. */
  readonly guard: OriginGuard
  /** Says in the log, once a day each, what the operator should look at. */
  readonly hints: Hints
  /** Consents lately asked for; what changes one tells it before it writes. */
  readonly consents: ConsentCache
  /** Finds out whether a consent still covers what the site does now. */
  readonly terms: TermsCheck
  /** Returns the stamp of the terms now shown. */
  readonly termsStamp: () => string
  readonly metrics: Metrics
  /** Of requests by address. */
  readonly limits: RequestLimits
}

/** Makes what all routes share. */
export function buildAppDeps(deps: Deps): AppDeps {
  const hints = createHints(deps)
  return {
    ...deps,
    hints,
    guard: createOriginGuard({ ...deps, hints }),
    consents: deps.consents ?? createConsentCache(deps.store),
    terms: createTermsCheck(deps),
    termsStamp: rememberTermsStamp(deps),
    metrics: createMetrics(),
    limits: createRequestLimits({ ...deps, hints }),
  }
}
