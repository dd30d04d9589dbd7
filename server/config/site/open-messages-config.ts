import * as v from 'valibot'

/** Messages that nobody closes. Each ends with its consent, `messageDays` after it was sent. */
export const openMessagesConfig = v.strictObject({
  /** Days before a message ends on which staff are warned that it is still open, 0 to 90; 0 disables the warning. Default 30. */
  warnDays: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(90)), 30),
  /**
   * Days after which an open message is closed automatically, 1 to 3650; one whose consent ends earlier is closed then.
   * Default: when its consent ends.
   */
  closeAfterDays: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(3650))),
})
