import type { VerificationSummary } from '../contract/index.ts'
import { type DatabaseVerification, tellProblem } from './verify-snapshot.ts'

/** Returns a verification as the console shows it: without ids, which whoever wrote to the database may have chosen. */
export const summarise = (verified: DatabaseVerification): VerificationSummary => ({
  problems: verified.problems.map(tellProblem),
  problemCount: verified.problemCount,
  events: verified.events.rows,
  entries: verified.entries.rows,
  unsealed: verified.events.unsealed + verified.entries.unsealed,
  checkpoints: verified.checkpoints,
  publishedUpTo: verified.publishedUpTo,
  isBound: verified.secret === 'checked',
})
