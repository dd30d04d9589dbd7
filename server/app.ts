import { type Context, Hono } from 'hono'
import type { Deps } from './deps.ts'
import { answerError } from './http/answering/answer-error.ts'
import { ApiError } from './http/answering/api-error.ts'
import { compressAnswers } from './http/answering/compress-answers.ts'
import { buildAppDeps } from './http/app-deps.ts'
import { mountOperations } from './http/operations/mount.ts'
import { allowedMethods } from './http/protecting/allowed-methods.ts'
import { noStore } from './http/protecting/no-store.ts'
import { preflight } from './http/protecting/preflight.ts'
import { sendStrictTransport } from './http/protecting/strict-transport.ts'
import { createAnswerAnyError } from './routes/answer-any-error.ts'
import { operations } from './routes/operations.ts'
import { homePage } from './routes/pages/home-page.ts'
import { assetRoutes } from './routes/site.ts'
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
    .options('/v1/*', (c) => preflight(c, deps.originGuard))
    .use('/v1/*', limit)
    .use('/v1/admin/*', noStore)
    .use('/request', limit)
    .use('/my-data', limit)
  mountOperations(app, operations, deps)
  return app.route('/', homePage(deps)).route('/', assetRoutes(deps)).route('/', staticPages(deps))
}

/** 404 where the path is unknown, 405 where it exists for other methods. */
function refusalOf(c: Context, app: Hono): ApiError {
  const allowed = allowedMethods(app, c.req.path)
  return allowed.length === 0
    ? new ApiError('not_found')
    : new ApiError('method_not_allowed', { headers: { allow: allowed.join(', ') } })
}
