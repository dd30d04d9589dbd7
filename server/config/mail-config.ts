import * as v from 'valibot'

const address = v.pipe(v.string(), v.email('an email address'), v.maxLength(254))

/** Mail. The server that takes it is `SMTP_URL` of the environment. */
export const mailConfig = v.strictObject({
  /** Sender of every mail. Default: the operator's contact, where that is an email address. */
  from: v.optional(address),
  /** Who at the school is told of new messages, by their reference alone. Default: nobody. */
  staff: v.optional(address),
})
