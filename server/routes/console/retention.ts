import type { RetentionRunResult } from '../../contract/index.ts'
import { DUE_COUNTED_AT_MOST } from '../../contract/staff/retention.ts'
import { buildUuidV7 } from '../../domain/identifiers/uuid-v7.ts'
import type { ByActor } from '../../domain/registers/acting.ts'
import { audit } from '../../domain/registers/audit.ts'
import { retainNow } from '../../domain/retention/daily-retention.ts'
import { presentHolds, presentRetention } from '../../domain/retention/present-retention.ts'
import { countDue } from '../../domain/retention/run-retention.ts'
import { answerJson } from '../../http/answering/answer.ts'
import { ApiError } from '../../http/answering/api-error.ts'
import type { AppDeps } from '../../http/app-deps.ts'
import { operation } from '../../http/operations/operation.ts'
import { staff } from '../../http/operations/who.ts'

/** The retention schedule, what is due by it, and a run by hand (RT-01, RT-03). */
export const retentionOperations = [
  operation({
    ...{ method: 'get', path: '/v1/admin/retention', tag: 'Console', id: 'readRetention' },
    who: staff(),
    summary: 'Read the retention schedule and what is due by it',
    description:
      'Every class of data with term, bounds, ground and end action. What is under a legal hold is never due.',
    answers: [{ status: 200, description: 'The schedule.', schema: 'RetentionResult' }],
    handler: (deps) => async () =>
      answerJson(200, await presentRetention(deps, DUE_COUNTED_AT_MOST)),
  }),
  operation({
    ...{ method: 'get', path: '/v1/admin/retention/holds', tag: 'Console', id: 'readHoldsInForce' },
    who: staff(),
    summary: 'Read the legal holds in force',
    description: 'The soonest ending first. By numbers, without a word of what is held.',
    answers: [{ status: 200, description: 'The holds.', schema: 'HoldsInForceResult' }],
    handler: (deps) => async () => answerJson(200, await presentHolds(deps)),
  }),
  operation({
    ...{ method: 'post', path: '/v1/admin/retention/run', tag: 'Console', id: 'runRetention' },
    who: staff(),
    summary: 'Destroy now what is past its term, or only count it',
    description:
      'As the daily job does. What was destroyed stands in the register of destructions; the request itself in the audit.',
    body: { schema: 'RetentionRunBody', takes: 'json' },
    answers: [{ status: 200, description: 'Done, or counted.', schema: 'RetentionRunResult' }],
    errors: ['retention_running', 'clock_in_doubt'],
    handler:
      (deps) =>
      async ({ staff: { id }, body: { dryRun, today } }) => {
        const counts = dryRun
          ? await countDue(deps, DUE_COUNTED_AT_MOST)
          : await run({ ...deps, actor: id }, today)
        return answerJson(200, { isDryRun: dryRun, counts } satisfies RetentionRunResult)
      },
  }),
]

/** @throws {ApiError} `retention_running`, `clock_in_doubt` (409): then this call destroyed nothing. */
async function run(deps: AppDeps & ByActor, today: string | undefined) {
  const { clock, cryptography, actor } = deps
  const holder = buildUuidV7(clock(), cryptography.randomBytes(10))
  await audit(deps, { action: 'retention.run', subject: 'retention', actor })
  const outcome = await retainNow(deps, { today, holder, actor })
  if (!outcome) throw new ApiError('retention_running')
  if (outcome.kind === 'clock_in_doubt') throw new ApiError('clock_in_doubt')
  return outcome.counts
}
