import type { VerificationSummary } from '../../contract/index.ts'
import { buildUuidV7 } from '../identifiers/uuid-v7.ts'
import type { LongJobDeps, LongJobOutcome } from '../jobs/long-job.ts'
import { runJob } from '../jobs/run-job.ts'

/** Name under which the last verification that ran to its end is stored. */
export const VERIFICATION_JOB = 'verification'

/** The last verification: when, and how many problems it found. */
export interface LastVerification {
  readonly atMs: number
  readonly problems: number
}

/** Verifies the whole ledger by the runtime's own means, beside the server's other work. */
export type VerifyWhole = () => Promise<VerificationSummary>

/** Verifies the whole ledger and stores when it ended, for Today. */
export async function verifyNow(
  deps: LongJobDeps & { readonly verifyWhole: VerifyWhole },
): Promise<LongJobOutcome> {
  const { verifyWhole, clock, cryptography } = deps
  const result = await verifyWhole()
  const holder = buildUuidV7(clock(), cryptography.randomBytes(10))
  await runJob(deps, { name: VERIFICATION_JOB, holder }, ({ advance: note }) => {
    const last: LastVerification = { atMs: clock(), problems: result.problemCount }
    return note(JSON.stringify(last))
  })
  return { kind: 'done', result }
}
