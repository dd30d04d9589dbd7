import * as v from 'valibot'

const MOST_PAGES = 100

/** A path of the site, `/children/trips`; `*` stands for any further characters, `/children/*`. */
const pages = v.pipe(
  v.array(
    v.pipe(
      v.string(),
      v.maxLength(300),
      v.regex(/^\/[^?#\s]*$/, 'a path that starts with /, such as /children/*'),
    ),
  ),
  v.maxLength(MOST_PAGES),
)

/** Whether visitors are asked at all. `no_consent`: on no page; everything but what is necessary is off (CB-17). Default `ask`. */
export const modeConfig = v.optional(v.picklist(['ask', 'no_consent']), 'ask')

/** Pages on which consent is never asked and nothing but what is necessary runs, such as those for children (CB-17). Default: none. */
export const neverAskConfig = v.optional(pages, [])

/** Pages whose visits are never counted, whatever was allowed (TR-12). Default: where staff work and drafts are shown. */
export const neverTrackConfig = v.optional(pages, ['/admin/*', '/wp-admin/*', '/preview/*'])
