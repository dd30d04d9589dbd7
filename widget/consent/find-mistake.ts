import { ownKeys } from '../page/builtins/own-keys.ts'

/** The checked properties of a gated element. */
interface Markup {
  readonly tag: string
  readonly type: string | null
  /** Whether it has an address to load later. */
  readonly isWaiting: boolean
  /** The attribute that it loads by, such as `src`. */
  readonly address: string
  /** Purposes, joined by commas. */
  readonly category: string
  /** Its `data-service`, if any. */
  readonly service?: string | undefined
}

/** The purposes and services of the site. */
interface Offer {
  readonly purposes: readonly string[]
  /** Purpose of each service by its id. */
  readonly services: Readonly<Record<string, string>>
}

/** Returns the purposes in a `data-category`. */
export const purposesIn = (category: string): string[] => category.split(/[\s,]+/)

/** Returns whether all of them are on offer. */
export const areOffered = (category: string, purposes: readonly string[]): boolean =>
  purposesIn(category).every((purpose) => purposes.includes(purpose))

/** Returns an element's name for a console message. */
export const nameOf = (tag: string, category = ''): string => `<${tag} data-category="${category}">`

/** Returns whether a script's type keeps the browser from running it. */
export const isPlainText = (type: string | null): boolean => /^\s*text\/plain/i.test(type ?? '')

/** Types that run at once (HTML, 'prepare the script element'); any other type is data. */
export const RUNS = /^\s*(|module|(text|application)\/(x-)?(java|ecma|j)script.*)\s*$/i

/** Returns the mistake in a gated element's markup and its correction; `undefined` where there is none. */
export function findMistake(
  { tag, type, isWaiting, address, category, service }: Markup,
  { purposes, services }: Offer,
): string | undefined {
  const name = nameOf(tag, category)
  if (!areOffered(category, purposes))
    return `${name} stays off: write one of ${purposes.join(', ')}.`
  const own = service && ownKeys(services).includes(service) && services[service]
  if (own && !purposesIn(category).includes(own))
    return `${name} stays off: its service ${service} belongs to ${own}. Write data-category="${own}".`
  if (tag === 'script')
    return isPlainText(type) || !RUNS.test(type ?? '')
      ? undefined
      : `${name} runs without consent: add type="text/plain", and data-src instead of src.`
  if (/^(picture|source|track)$/.test(tag))
    return `${name} is not held back: put it on the <img>, <video> or <audio>.`
  return isWaiting
    ? undefined
    : `${name} is not held back: write data-${address} instead of ${address}.`
}
