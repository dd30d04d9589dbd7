import { Hono, type MiddlewareHandler } from 'hono'
import { keepSession } from '../../domain/staff/admin-session.ts'
import { ApiError } from '../../http/answering/api-error.ts'
import type { AppDeps } from '../../http/app-deps.ts'
import { checkConsolePage } from '../../http/protecting/console-page.ts'
import { readSessionToken } from '../../http/protecting/session-cookie.ts'
import { accountRoutes } from './account.ts'
import { adminConsentRoutes } from './consents.ts'
import { exportRoutes } from './exports.ts'
import { adminMessageRoutes } from './messages.ts'
import { registerRoutes } from './registers/register-routes.ts'
import { requestRoutes } from './requests.ts'
import { restrictionRoutes } from './restrictions.ts'
import { retentionRoutes } from './retention.ts'
import { sessionRoutes } from './session.ts'
import { statisticsRoutes } from './statistics.ts'

/** Whatever is answered, errors included, stays out of every cache. */
const noStore: MiddlewareHandler = async function noStore(c, next) {
  await next()
  c.res.headers.set('cache-control', 'no-store')
}

/** Everything below `/v1/admin`. What shows data asks for a session. */
export function adminRoutes(deps: AppDeps): Hono {
  const signedIn: MiddlewareHandler = async function signedIn(c, next) {
    if (!(await keepSession(deps, readSessionToken(c)))) throw new ApiError('not_signed_in')
    await next()
  }
  const fromConsole: MiddlewareHandler = async function fromConsole(c, next) {
    if (!['GET', 'HEAD'].includes(c.req.method)) checkConsolePage(c, deps)
    await next()
  }
  return (
    new Hono()
      .use(noStore, fromConsole)
      .route('/', sessionRoutes(deps))
      // From here on everything asks for a session: what is added below cannot forget to.
      .use('*', signedIn)
      .route('/', accountRoutes(deps))
      .route('/statistics', statisticsRoutes(deps))
      .route('/requests', requestRoutes(deps))
      .route('/registers', registerRoutes(deps))
      .route('/exports', exportRoutes(deps))
      .route('/', restrictionRoutes(deps))
      .route('/messages', adminMessageRoutes(deps))
      .route('/', adminConsentRoutes(deps))
      .route('/retention', retentionRoutes(deps))
  )
}
