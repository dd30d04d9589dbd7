import type { RequestDetailResult } from '../../../contract/index.ts'

/** What every act on a request needs. */
export interface ActProps {
  readonly request: RequestDetailResult
  /** Shows the new state; `said` says what was done. */
  readonly onChanged: (said?: string) => void
}
