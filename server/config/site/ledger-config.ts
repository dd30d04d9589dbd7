import * as v from 'valibot'
import { emailAddress } from '../email-address.ts'

/** Where checkpoints of the ledger are published, so that even the operator cannot rewrite history unnoticed. */
export const ledgerConfig = v.strictObject({
  /** File to which each checkpoint is appended as a line, such as one on another person's disk. Default: none. */
  publishFile: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(1000))),
  /** Email address of a second person, who gets the latest checkpoint once a day. Default: nobody. */
  publishTo: v.optional(emailAddress),
})
