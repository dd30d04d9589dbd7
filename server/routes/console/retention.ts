import { Hono } from 'hono'
import type { RetentionRunResult } from '../../contract/index.ts'
import { DUE_COUNTED_AT_MOST, retentionRunBody } from '../../contract/staff/retention.ts'
import { buildUuidV7 } from '../../domain/identifiers/uuid-v7.ts'
import { audit } from '../../domain/registers/audit.ts'
import { retainNow } from '../../domain/retention/daily-retention.ts'
import { presentRetention } from '../../domain/retention/present-retention.ts'
import { countDue } from '../../domain/retention/run-retention.ts'
import { answerJson } from '../../http/answering/answer.ts'
import { ApiError } from '../../http/answering/api-error.ts'
import type { AppDeps } from '../../http/app-deps.ts'
import { readBody } from '../../http/reading/read-body.ts'

/** A form of another site can send `text/plain`, but not this without asking first (CORS). */
const types = /^application\/json\s*(;|$)/i

/** The retention schedule, what is due by it, and a run by hand (RT-01, RT-03). */
export const retentionRoutes = (deps: AppDeps): Hono =>
  new Hono()
    .get('/', async () => answerJson(200, await presentRetention(deps, DUE_COUNTED_AT_MOST)))
    .post('/run', async (c) => {
      const { dryRun, today } = await readBody(c, retentionRunBody, { types })
      const counts = dryRun ? await countDue(deps, DUE_COUNTED_AT_MOST) : await run(deps, today)
      return answerJson(200, { isDryRun: dryRun, counts } satisfies RetentionRunResult)
    })

/** @throws {ApiError} `retention_running`, `clock_in_doubt` (409): then nothing was destroyed by this. */
async function run(deps: AppDeps, today: string | undefined) {
  const { clock, cryptography } = deps
  const holder = buildUuidV7(clock(), cryptography.randomBytes(10))
  await audit(deps, { action: 'retention.run', subject: 'retention', actor: 'administrator' })
  const outcome = await retainNow(deps, { today, holder, actor: 'administrator' })
  if (!outcome) throw new ApiError('retention_running')
  if (outcome.kind === 'clock_in_doubt') throw new ApiError('clock_in_doubt')
  return outcome.counts
}
