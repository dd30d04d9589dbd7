import { type Context, Hono } from 'hono'
import type { Deps } from '../deps.ts'
import { answerJson } from './edge/answer.ts'
import { ApiError } from './edge/api-error.ts'
import type { Metrics } from './edge/metrics.ts'

/** Liveness and readiness, for whatever restarts the server. */
export const healthRoutes = (deps: Deps): Hono =>
  new Hono()
    .get('/live', () => answerJson(200, { status: 'live' }))
    .get('/ready', async () => {
      const isReady = await deps.store.isReady().catch(() => false)
      return isReady
        ? answerJson(200, { status: 'ready' })
        : answerJson(503, { status: 'not_ready' }, { 'retry-after': '5' })
    })

const isLoopback = (address: string | undefined): boolean =>
  address !== undefined && /^(127\.|::1$|::ffff:127\.)/.test(address)

/**
 * Prometheus text. Its exact counts would undo the '<5' of the statistics, so only the machine itself may read it:
 * a direct connection over loopback, not one that a proxy passed on.
 */
export const metricsRoutes = (deps: Deps & { readonly metrics: Metrics }): Hono =>
  new Hono().get('/', (c: Context) => {
    if (!isLoopback(deps.peerAddress(c)) || c.req.header('x-forwarded-for') !== undefined) {
      throw new ApiError('not_found')
    }
    return c.body(deps.metrics.format(), 200, {
      'content-type': 'text/plain; version=0.0.4; charset=utf-8',
      'cache-control': 'no-store',
    })
  })
