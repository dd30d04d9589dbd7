import { blob, text } from 'drizzle-orm/sqlite-core'

/** Raw bytes. */
export const bytes = () => blob({ mode: 'buffer' })
/** A calendar day of the site's time zone, `YYYY-MM-DD`. */
export const isoDay = () => text()
