import * as v from 'valibot'
import { limits } from '../../contract/limits.ts'

const MOST_PAGES = 100

/** Returns the path of a full address: `https://school.kz/children/` → `/children/`. */
const pathOf = (address: string): string => /^\w+:\/+[^/]*(\/[^?#]*)?/.exec(address)?.[1] ?? '/'

/** Returns why an entry cannot match any page of the site, and what to write instead. */
function findMistake(entry: string): string | undefined {
  if (/^\w+:\//.test(entry)) return `is a whole address. Write its path alone: ${pathOf(entry)}`
  if (/^[/\\]{2}|:\/\//.test(entry)) return 'names a host. Write the path alone: /children/*'
  if (!entry.startsWith('/')) return 'does not start with /. Write a path such as /children/*'
  if (/[?#]/.test(entry))
    return 'has a query or fragment (? or #), which no path has. Leave it out; as a character of a path write %3F or %23'
  if (/[\t\n\r\f\v\0]/.test(entry)) return 'has a tab, a line break or a zero in it. Leave it out'
  return undefined
}

/**
 * A path of the site, `/children/trips`, as in the address bar or in an encoded URL; `*` matches any further characters,
 * `/children/*`. Case, percent sequences and a final slash make no difference.
 */
const page = v.pipe(
  v.string(),
  v.trim(),
  v.maxLength(limits.path),
  v.rawCheck(({ dataset, addIssue }) => {
    const message = dataset.typed ? findMistake(dataset.value) : undefined
    if (message) addIssue({ message })
  }),
)

const pages = v.pipe(v.array(page), v.maxLength(MOST_PAGES))

/**
 * Whether visitors are asked at all. `no_consent`: on no page; everything except what is necessary is off (CB-17). Default
 * `ask`.
 */
export const modeConfig = v.optional(v.picklist(['ask', 'no_consent']), 'ask')

/** Pages on which consent is never asked and only what is necessary runs, such as those for children (CB-17). Default: none. */
export const neverAskConfig = v.optional(pages, [])

/** Pages whose visits are never counted, whatever was granted (TR-12). Default: where staff work and drafts are shown. */
export const neverTrackConfig = v.optional(pages, ['/admin/*', '/wp-admin/*', '/preview/*'])
