import type { LongJobKind } from '../../contract/index.ts'
import { DUE_COUNTED_AT_MOST } from '../../contract/staff/retention.ts'
import { buildUuidV7 } from '../../domain/identifiers/uuid-v7.ts'
import {
  type Advance,
  type LongJobOutcome,
  readLongJobs,
  startLongJob,
} from '../../domain/jobs/long-job.ts'
import { verifyNow } from '../../domain/ledger/verify-now.ts'
import { type AuditedAction, audit } from '../../domain/registers/audit.ts'
import { retainNow } from '../../domain/retention/daily-retention.ts'
import { countDue } from '../../domain/retention/run-retention.ts'
import { answerJson } from '../../http/answering/answer.ts'
import { ApiError } from '../../http/answering/api-error.ts'
import type { AppDeps } from '../../http/app-deps.ts'
import { operation } from '../../http/operations/operation.ts'
import { staff } from '../../http/operations/who.ts'

const STARTED = [
  { status: 202, description: 'Started. It goes on by itself.', schema: 'LongJob' },
] as const

interface Started {
  readonly kind: LongJobKind
  /** Account that starts it. */
  readonly by: string
  /** Of its line in the audit register. */
  readonly facts?: AuditedAction['facts']
}

/**
 * Starts a work, which begins with its line in the audit register.
 *
 * @throws {ApiError} `job_running` (409) where one of its kind is running: then nothing is started.
 */
export async function start(
  deps: AppDeps,
  { kind, by, facts }: Started,
  work: (advance: Advance) => Promise<LongJobOutcome>,
): Promise<Response> {
  const started = await startLongJob(deps, { kind, by }, async (advance) => {
    // Before it does anything: what it has done without a line would be nobody's act.
    await audit(deps, { action: `${kind}.run`, subject: kind, actor: by, ...(facts && { facts }) })
    return work(advance)
  })
  if (!started) throw new ApiError('job_running')
  return answerJson(202, started.job)
}

/** Destroys what is past its term, as a work with its state. */
async function retain(
  deps: AppDeps,
  { today, by }: { readonly today: string | undefined; readonly by: string },
): Promise<LongJobOutcome> {
  const { clock, cryptography } = deps
  const holder = buildUuidV7(clock(), cryptography.randomBytes(10))
  const outcome = await retainNow(deps, { today, holder, actor: by })
  if (!outcome) return { kind: 'failed', reason: 'retention_running' }
  if (outcome.kind === 'clock_in_doubt') return { kind: 'failed', reason: 'clock_in_doubt' }
  return { kind: 'done', result: { isDryRun: false, counts: outcome.counts } }
}

/** Long work: verification, retention. One of a kind at a time; it goes on where nobody looks. */
export const jobOperations = [
  operation({
    ...{ method: 'get', path: '/v1/admin/jobs', tag: 'Console', id: 'readJobs' },
    who: staff('auditor'),
    isQuiet: true,
    summary: 'Read how long work goes',
    description:
      'The last work of each kind with its state, progress and result. One that the server’s stopping has ended is `interrupted`.',
    answers: [{ status: 200, description: 'The works.', schema: 'LongJobsResult' }],
    handler: (deps) => async () => answerJson(200, { jobs: await readLongJobs(deps) }),
  }),
  operation({
    ...{ method: 'post', path: '/v1/admin/jobs/verification', tag: 'Console', id: 'verifyLedger' },
    who: staff('auditor'),
    summary: 'Verify the whole ledger now',
    description:
      'Every consent event, register line, checkpoint and signature, as `npm run verify` does. Changes nothing.',
    answers: STARTED,
    errors: ['job_running', 'not_found'],
    handler:
      ({ verifyWhole, ...deps }) =>
      ({ staff: { id: by } }) => {
        if (!verifyWhole) throw new ApiError('not_found')
        return start(deps, { kind: 'verification', by }, () => verifyNow({ ...deps, verifyWhole }))
      },
  }),
  operation({
    ...{ method: 'post', path: '/v1/admin/jobs/retention', tag: 'Console', id: 'startRetention' },
    who: staff(),
    summary: 'Destroy what is past its term, or only count it, and come back for the result',
    description: 'As `POST /v1/admin/retention/run`, without waiting for it.',
    body: { schema: 'RetentionRunBody', takes: 'json' },
    answers: STARTED,
    errors: ['job_running'],
    handler:
      (deps) =>
      ({ body: { dryRun, today }, staff: { id: by } }) =>
        dryRun
          ? start(deps, { kind: 'retention', by, facts: { isDryRun: true } }, async () => {
              const counts = await countDue(deps, DUE_COUNTED_AT_MOST)
              return { kind: 'done', result: { isDryRun: true, counts } }
            })
          : start(deps, { kind: 'retention', by }, () => retain(deps, { today, by })),
  }),
]
