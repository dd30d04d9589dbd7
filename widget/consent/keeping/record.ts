import type {
  ConsentBody,
  paths,
  RefusalBody,
  WithdrawalBody,
} from '../../../server/contract/index.ts'

export const CONSENTS: typeof paths.consents = '/v1/consents'
export const REFUSALS: typeof paths.refusals = '/v1/refusals'

/** A message about a choice for the server. Queued in the outbox until it has been sent. */
export type Entry =
  | {
      readonly kind: 'consent'
      readonly path: typeof CONSENTS
      readonly record: string
      readonly body: ConsentBody
    }
  | {
      readonly kind: 'withdrawal'
      readonly path: `${typeof CONSENTS}/${string}/withdrawal`
      readonly record: string
      /** Secret of the record. Absent where only the server's own cookie still has it. */
      readonly bearer: string | undefined
      readonly body: WithdrawalBody
    }
  /** Only counted: it contains no record and no id (CB-20). */
  | { readonly kind: 'refusal'; readonly path: typeof REFUSALS; readonly body: RefusalBody }
