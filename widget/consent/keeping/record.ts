import type {
  ConsentBody,
  paths,
  RefusalBody,
  WithdrawalBody,
} from '../../../server/contract/index.ts'

export const CONSENTS: typeof paths.consents = '/v1/consents'
export const REFUSALS: typeof paths.refusals = '/v1/refusals'

/** Something the server is to be told about a choice. Waits in the outbox until it has been told. */
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
      /** Secret of the record; where only the server still has it, in its own cookie: none. */
      readonly bearer: string | undefined
      readonly body: WithdrawalBody
    }
  /** Counted only: it names no record and carries no id (CB-20). */
  | { readonly kind: 'refusal'; readonly path: typeof REFUSALS; readonly body: RefusalBody }
