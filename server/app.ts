import { type Context, Hono } from 'hono'
import type { Deps } from './deps.ts'
import { answerError } from './http/answering/answer-error.ts'
import { ApiError } from './http/answering/api-error.ts'
import { compressAnswers } from './http/answering/compress-answers.ts'
import { buildAppDeps } from './http/app-deps.ts'
import { mountOperations } from './http/operations/mount.ts'
import { allowedMethods } from './http/protecting/allowed-methods.ts'
import { preflight } from './http/protecting/preflight.ts'
import { sendStrictTransport } from './http/protecting/strict-transport.ts'
import { createAnswerAnyError } from './routes/answer-any-error.ts'
import { consentRoutes } from './routes/consents.ts'
import { adminRoutes } from './routes/console/admin-routes.ts'
import { healthRoutes, metricsRoutes } from './routes/health.ts'
import { meRoutes } from './routes/me/me-routes.ts'
import { messageRoutes } from './routes/messages.ts'
import { noticeRoutes } from './routes/notices.ts'
import { operations } from './routes/operations.ts'
import { consentFormPage } from './routes/pages/contact/consent-form-page.ts'
import { contactPages } from './routes/pages/contact/contact-pages.ts'
import { homePage } from './routes/pages/home-page.ts'
import { myDataPages } from './routes/pages/my-data/my-data-pages.ts'
import { policyPages } from './routes/pages/policy/policy-pages.ts'
import { processingPages } from './routes/pages/processing/processing-pages.ts'
import { receiptPages } from './routes/pages/receipt/receipt-pages.ts'
import { requestPages } from './routes/pages/request/request-pages.ts'
import { policyRoutes } from './routes/policy.ts'
import { addressRequestRoutes } from './routes/requests.ts'
import { assetRoutes, siteRoutes } from './routes/site.ts'
import { staticPages } from './routes/static-pages.ts'

/** Paths whose responses are worth compressing. None of them accepts visitors' writes. */
const COMPRESSED = [
  ...['/policy/*', '/policy.txt', '/cookies', '/personal-data-list', '/consent-form', '/receipt'],
  ...['/docs', '/v1/openapi.json', '/.well-known/*'],
  ...['/v1/site', '/v1/policy/*', '/v1/notices/*', '/v1/me/*', '/v1/consents/:id/receipt'],
]

/** Returns the whole server as a function from request to response. It depends on what it is given and on no runtime. */
export function createApp(given: Deps): Hono {
  const deps = buildAppDeps(given)
  const app = new Hono()
  const { limit } = deps.limits
  if (given.trustedProxies > 0) app.use('*', sendStrictTransport(given.trustedProxies))
  for (const path of COMPRESSED) app.use(path, compressAnswers(deps.compressor))
  app.use('/v1/admin/*', compressAnswers(deps.compressor, { isOpenedByCookie: true }))
  app
    .onError(createAnswerAnyError(deps))
    .notFound((c) => answerError(refusalOf(c, app), c, deps))
    .options('/v1/*', (c) => preflight(c, deps.guard))
    .use('/v1/*', limit)
    .use('/request', limit)
    .use('/my-data', limit)
  mountOperations(app, operations, deps)
  return app
    .route('/v1/consents', consentRoutes(deps))
    .route('/v1/messages', messageRoutes(deps))
    .route('/v1/notices', noticeRoutes(deps))
    .route('/v1/me', meRoutes(deps))
    .route('/v1/requests', addressRequestRoutes(deps))
    .route('/v1/site', siteRoutes(deps))
    .route('/v1/policy', policyRoutes(deps))
    .route('/v1/admin', adminRoutes(deps))
    .route('/', policyPages(deps))
    .route('/', receiptPages(deps))
    .route('/', requestPages(deps))
    .route('/', myDataPages(deps))
    .route('/', contactPages(deps))
    .route('/', processingPages(deps))
    .route('/', consentFormPage(deps))
    .route('/health', healthRoutes(deps))
    .route('/metrics', metricsRoutes(deps))
    .route('/', homePage(deps))
    .route('/', assetRoutes(deps))
    .route('/', staticPages(deps))
}

/** 404 where the path is unknown, 405 where it exists for other methods. */
function refusalOf(c: Context, app: Hono): ApiError {
  const allowed = allowedMethods(app, c.req.path)
  return allowed.length === 0
    ? new ApiError('not_found')
    : new ApiError('method_not_allowed', { headers: { allow: allowed.join(', ') } })
}
