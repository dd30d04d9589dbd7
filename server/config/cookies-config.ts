import * as v from 'valibot'

const MOST_DAYS = 3650

const cookie = v.strictObject({
  /** Name of the cookie, or of the key in the browser's storage; `*` stands for any further characters, `_ga_*`. */
  name: v.pipe(v.string(), v.regex(/^[\w.-]{1,80}\*?$/, 'a name, with * at its end at most')),
  /** Days for which the service keeps it, 0 for as long as the browser is open. Default 0. */
  days: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MOST_DAYS)), 0),
})

/** What a service keeps in the browser: shown in the list of cookies, and removed when its purpose is refused. Default: nothing. */
export const cookiesConfig = v.optional(v.pipe(v.array(cookie), v.maxLength(50)), [])
