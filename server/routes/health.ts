import { type Context, Hono } from 'hono'
import { answerJson } from '../http/answering/answer.ts'
import { ApiError, retryAfter } from '../http/answering/api-error.ts'
import type { AppDeps } from '../http/app-deps.ts'

/** Liveness and readiness, for whatever restarts the server. */
export const healthRoutes = (deps: AppDeps): Hono =>
  new Hono()
    .get('/live', () => answerJson(200, { status: 'live' }))
    .get('/ready', async () => {
      const reason = await deps.store.readCondition()
      return reason === 'ready'
        ? answerJson(200, { status: 'ready' })
        : answerJson(503, { status: 'not_ready', reason }, retryAfter('store_unavailable'))
    })

/**
 * Prometheus text, for whoever shows the token. Its exact counts would undo the '<5' of the statistics; and that a request comes
 * from the machine itself says nothing, since a proxy there may hand on what anybody asks, without a word of whom.
 */
export const metricsRoutes = (deps: AppDeps): Hono =>
  new Hono().get('/', async (c: Context) => {
    if (!(await hasToken(c, deps))) throw new ApiError('not_found')
    return c.body(deps.metrics.format(), 200, {
      'content-type': 'text/plain; version=0.0.4; charset=utf-8',
      'cache-control': 'no-store',
    })
  })

/** Compared by their hashes, so that neither length nor time tells anything of the token. */
async function hasToken(c: Context, { metricsToken, cryptography }: AppDeps): Promise<boolean> {
  const [, given] = /^Bearer (\S+)$/i.exec(c.req.header('authorization') ?? '') ?? []
  if (metricsToken === undefined || given === undefined) return false
  const [wanted, shown] = await Promise.all([metricsToken, given].map(cryptography.sha256))
  return wanted !== undefined && shown !== undefined && cryptography.isEqual(wanted, shown)
}
