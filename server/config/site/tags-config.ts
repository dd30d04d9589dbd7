import * as v from 'valibot'

/** Id of a service in `services`, which names the recipient of the data. */
const service = v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,32}$/, 'the id of a service'))

const google = v.strictObject({
  /** Measurement id of the property, `G-ABC123`. */
  id: v.pipe(v.string(), v.regex(/^G-[A-Z0-9]{4,20}$/, 'a measurement id, such as G-ABC1234567')),
  /** Service that describes it. Default `google-analytics`. */
  service: v.optional(service, 'google-analytics'),
})

const yandex = v.strictObject({
  /** Number of the counter. */
  counter: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(9_999_999_999)),
  /** Service that describes it. Default `yandex-metrica`. */
  service: v.optional(service, 'yandex-metrica'),
})

/** Third-party counters, loaded once analytics is granted. Default: none, and no code for them is shipped. */
export const tagsConfig = v.optional(
  v.strictObject({ google: v.optional(google), yandex: v.optional(yandex) }),
  {},
)

interface Tagged {
  readonly tags: v.InferOutput<typeof tagsConfig>
  readonly services: readonly { readonly id: string; readonly purpose: string }[]
}

/**
 * Returns tags whose service is not configured for analytics: without it no text would state that data go to a third party
 * (TP-02, TP-03). Each is a sentence with path and remedy.
 */
export function findTagProblems({ tags, services }: Tagged): string[] {
  return Object.entries(tags).flatMap(([name, tag]) => {
    if (!tag || services.some(({ id, purpose }) => id === tag.service && purpose === 'analytics'))
      return []
    return [
      `tags.${name}: services has no "${tag.service}" with the purpose analytics. Add it, with provider and country.`,
    ]
  })
}

/** Hosts that serve the tags' scripts. */
const HOSTS = { google: 'www.googletagmanager.com', yandex: 'mc.yandex.ru' } as const

/**
 * Returns the warning at each start where tags are configured: their scripts change without notice, so an integrity hash
 * cannot be set (TP-08).
 */
export function findTagWarning({ tags }: Pick<Tagged, 'tags'>): string | undefined {
  const hosts = (['google', 'yandex'] as const)
    .filter((name) => tags[name])
    .map((name) => HOSTS[name])
  if (hosts.length === 0) return undefined
  return (
    `tags: scripts of ${hosts.join(' and ')} run in the school's pages, and change without notice: they cannot carry a hash ` +
    '(subresource integrity), so whoever changes them changes the pages. Without them the widget counts visits too.'
  )
}
