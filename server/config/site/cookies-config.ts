import * as v from 'valibot'

const MOST_DAYS = 3650

const kept = {
  /** Name of the cookie, or of the storage key; `*` matches any further characters, `_ga_*`. */
  name: v.pipe(v.string(), v.regex(/^[\w.-]{1,80}\*?$/, 'a name, with * at its end at most')),
  /** Lifetime in days, 0 for the browser session. Default 0. */
  days: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MOST_DAYS)), 0),
}
const cookie = v.strictObject(kept)

const text = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(300))
const siteCookie = v.strictObject({
  ...kept,
  /** Why the site needs it, in a sentence for each language. */
  purpose: v.strictObject({ kk: text, ru: text, en: text }),
})

/**
 * What a service stores in the browser: shown in the list of cookies, and deleted when its purpose is refused. Default:
 * nothing.
 */
export const cookiesConfig = v.optional(v.pipe(v.array(cookie), v.maxLength(50)), [])

/**
 * Cookies that the site itself sets and needs, such as WordPress's `comment_author_*`: shown in the lists of cookies, and
 * never deleted. Cookies for statistics or for third parties belong to a service. Default: none.
 */
export const siteCookiesConfig = v.optional(v.pipe(v.array(siteCookie), v.maxLength(50)), [])
