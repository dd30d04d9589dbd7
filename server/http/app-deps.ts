import type { Deps } from '../deps.ts'
import { type ConsentCache, createConsentCache } from '../domain/consents/consent-cache.ts'
import { createTermsCheck, type TermsCheck } from '../domain/consents/terms.ts'
import { rememberTermsStamp } from '../domain/consents/terms-stamp.ts'
import { createMetrics, type Metrics } from './protecting/metrics.ts'
import { createOriginGuard, type OriginGuard } from './protecting/origin.ts'
import { createRequestLimits, type RequestLimits } from './protecting/rate-limit.ts'
import { createHints, type Hints } from './reading/hints.ts'

/** Dependencies of all routes: the server's, and those built once for all routes. */
export interface AppDeps extends Deps {
  /** Checks the origin of requests. */
  readonly originGuard: OriginGuard
  /** Logs hints for the operator, each kind once a day. */
  readonly hints: Hints
  /** Cache of recently read consents; every change is applied to it before it is written. */
  readonly consents: ConsentCache
  /** Checks whether a consent still covers what the site does now. */
  readonly terms: TermsCheck
  /** Returns the stamp of the current terms. */
  readonly termsStamp: () => string
  readonly metrics: Metrics
  /** Rate limits by address. */
  readonly limits: RequestLimits
}

/** Builds the dependencies of all routes. */
export function buildAppDeps(deps: Deps): AppDeps {
  const hints = createHints(deps)
  return {
    ...deps,
    hints,
    originGuard: createOriginGuard({ ...deps, hints }),
    consents: deps.consents ?? createConsentCache(deps.store),
    terms: createTermsCheck(deps),
    termsStamp: rememberTermsStamp(deps),
    metrics: createMetrics(),
    limits: createRequestLimits({ ...deps, hints }),
  }
}
