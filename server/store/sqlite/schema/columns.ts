import { blob, integer, text } from 'drizzle-orm/sqlite-core'

/** Raw bytes. */
export const bytes = () => blob({ mode: 'buffer' })
/** A calendar day of the site's time zone, `YYYY-MM-DD`. */
export const isoDay = () => text()

/** Who works on a message or request, the last act of staff on it, and what became of the mail with the answer. */
export const workColumns = () => ({
  /** The account that has it. */
  assignee: text(),
  /** Counts the acts. */
  revision: integer().notNull().default(0),
  /** Id that the client gave the last act, so that it is done once. */
  actId: text(),
  actName: text(),
  /** The account, or `system`. */
  actBy: text(),
  actAtMs: integer(),
  /** The mail with the answer; while it stands in the queue it is not sent yet. */
  answerMailId: text(),
  answerMailState: text().$type<'sent' | 'failed'>(),
})
