import type { Context } from 'hono'
import { answerJson } from '../http/answering/answer.ts'
import { ApiError, retryAfter } from '../http/answering/api-error.ts'
import type { AppDeps } from '../http/app-deps.ts'
import { operation } from '../http/operations/operation.ts'

/** Liveness and readiness for process managers, and the server's metrics. */
export const healthOperations = [
  operation({
    ...{ method: 'get', path: '/health/live', tag: 'Running it', id: 'readLiveness' },
    who: 'anyone',
    summary: 'Whether the process answers',
    description: 'Asks nothing of the database.',
    answers: [{ status: 200, description: 'It does.', schema: 'HealthResult' }],
    handler: () => () => answerJson(200, { status: 'live' }),
  }),
  operation({
    ...{ method: 'get', path: '/health/ready', tag: 'Running it', id: 'readReadiness' },
    who: 'anyone',
    summary: 'Whether the database answers, takes writes, and lies where it was opened',
    description:
      'Send requests to the server only while it is ready. `reason` says why it is not: `writes_refused` where the disk is full or read-only, `database_gone` where the file was deleted, moved or replaced.',
    answers: [
      { status: 200, description: 'Ready.', schema: 'HealthResult' },
      { status: 503, description: 'Not ready.', schema: 'HealthResult' },
    ],
    handler:
      ({ store }) =>
      async () => {
        const reason = await store.readCondition()
        return reason === 'ready'
          ? answerJson(200, { status: 'ready' })
          : answerJson(503, { status: 'not_ready', reason }, retryAfter('store_unavailable'))
      },
  }),
  /*
   * Requires the token. Exact counts would reveal what the '<5' of the statistics withholds; and a request from the machine
   * itself may have been forwarded by a proxy.
   */
  operation({
    ...{ method: 'get', path: '/metrics', tag: 'Running it', id: 'readMetrics' },
    who: 'anyone',
    summary: 'Prometheus text',
    description:
      'Exact counts, so only for whoever shows the token: `Authorization: Bearer` with `KELISIM_METRICS_TOKEN`.',
    answers: [{ status: 200, description: 'The metrics.', type: 'text/plain' }],
    errors: ['not_found'],
    handler:
      (deps) =>
      async ({ c }) => {
        if (!(await hasToken(c, deps))) throw new ApiError('not_found')
        return c.body(deps.metrics.format(), 200, {
          'content-type': 'text/plain; version=0.0.4; charset=utf-8',
          'cache-control': 'no-store',
        })
      },
  }),
]

/** Compares hashes, so that neither length nor time reveals the token. */
async function hasToken(c: Context, { metricsToken, cryptography }: AppDeps): Promise<boolean> {
  const [, given] = /^Bearer (\S+)$/i.exec(c.req.header('authorization') ?? '') ?? []
  if (metricsToken === undefined || given === undefined) return false
  const [wanted, shown] = await Promise.all([metricsToken, given].map(cryptography.sha256))
  return wanted !== undefined && shown !== undefined && cryptography.isEqual(wanted, shown)
}
