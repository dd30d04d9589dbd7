import { ownKeys } from '../../page/builtins/own-keys.ts'
import { isPlainText } from '../find-mistake.ts'

/** How another product's markup describes a gated element. */
interface Dialect {
  /** Selector of its elements. */
  readonly marked: string
  /** Returns the named categories, if any. */
  categories?(element: HTMLElement): string | null | undefined
  /** Returns the named service, if any. */
  service?(element: HTMLElement): string | null | undefined
}

const named = (attribute: string) => (element: HTMLElement) => element.getAttribute(attribute)
const ofClass = (pattern: RegExp) => (element: HTMLElement) => pattern.exec(element.className)?.[1]

/** Returns a dialect with one attribute for categories. */
const byCategory = (attribute: string): Dialect => ({
  marked: `[${attribute}]`,
  categories: named(attribute),
})

/** Returns a dialect with one attribute for a service. */
const byService = (attribute: string, marked = `[${attribute}]`): Dialect => ({
  marked,
  service: named(attribute),
})

/**
 * Gating markup of other products, from their public documentation. The first that matches an element is used. Our own
 * `data-category` accepts the same category names, since several products share the attribute.
 */
const DIALECTS: readonly Dialect[] = [
  byCategory('data-cookieconsent'), // Cookiebot
  byCategory('data-cookiefirst-category'), // CookieFirst
  byCategory('data-cookieyes'), // CookieYes
  byCategory('data-cli-category'), // CookieYes, WordPress before 3.0
  byCategory('data-cookiecategory'), // CookieScript; vanilla-cookieconsent 2
  byCategory('data-category-consent'), // Cookie Information
  byCategory('data-categories'), // Termly
  byCategory('data-consent'), // CookieHub
  {
    marked: '[data-iub-purposes]', // iubenda: numbers, which are its own alone
    categories: (element) => element.dataset.iubPurposes?.replace(/\d/g, 'iub$&'),
  },
  { marked: '[class*=optanon-category]', categories: ofClass(/optanon-category-(\S+)/) }, // OneTrust
  // CookieYes by class; `sticky-logo` belongs to another product.
  { marked: '[class^=cky-],[class*=" cky-"]', categories: ofClass(/(?:^|\s)cky-(\w+)/) },
  { marked: '._iub_cs_activate,._iub_cs_activate-inline' }, // iubenda without purposes
  byCategory('data-cmp-purpose'), // consentmanager
  byService('data-cmp-vendor'),
  { marked: '.cmplazyload' },
  byService('data-usercentrics'), // Usercentrics
  byService('data-name', '[type="text/plain"][data-name],[data-src][data-name]'), // Klaro
]

/** Attributes in which products store the address to load later. */
const ADDRESSES = [
  ...['data-src', 'data-cookieblock-src', 'data-cmp-src', 'data-cmplz-src', 'data-consent-src'],
  ...['data-suppressedsrc', 'suppressedsrc', 'data-cookiefirst-src', 'data-cookieyes-src'],
]

/** Category names of other products → our purpose. Any other name is not one of our purposes and never runs. */
const PURPOSES: Readonly<Record<string, string>> = {
  // No prototype, so inherited names are not category names.
  __proto__: null as never,
  ...{ essential: 'necessary', strict: 'necessary', 'strictly-necessary': 'necessary' },
  ...{ preferences: 'functional', functionality: 'functional', personalization: 'functional' },
  ...{ statistics: 'analytics', statistic: 'analytics', performance: 'analytics' },
  ...{ measurement: 'analytics', embeds: 'external', 'external-content': 'external' },
  // OneTrust: C0004 is targeting, C0005 social media: both are marketing.
  ...{ c0001: 'necessary', c0002: 'analytics', c0003: 'functional' },
  ...{ c0004: 'marketing', c0005: 'marketing' },
  // iubenda: 3 is experience, 5 marketing.
  ...{ iub1: 'necessary', iub2: 'functional', iub3: 'functional', iub4: 'analytics' },
  ...{ iub5: 'marketing' },
}

/** Prefixes that products add to category names. */
const PREFIX = /^(cookieyes-|cli-|cookie_cat_)/

/** Returns the address that an element will load, under whatever attribute. */
export const readAddress = (element: HTMLElement): string | undefined =>
  ADDRESSES.map((name) => element.getAttribute(name)).filter(Boolean)[0] ?? undefined

/** How an element is gated, in our terms. */
export interface Gating {
  /** Purposes, joined by commas; all must be granted. */
  readonly category: string
  readonly service?: string
}

/**
 * Converts a product's list of categories to our purposes: `statistics, preferences` → `analytics,functional`. OneTrust
 * separates its codes by hyphens.
 */
export const toPurposes = (categories: string): string =>
  categories
    .toLowerCase()
    .replace(/-(?=c\d{4})/g, ',')
    .split(/[\s,]+/)
    .filter(Boolean)
    .map((word) => word.replace(PREFIX, ''))
    .map((word) => PURPOSES[word] ?? word)
    .join()

/** Selector of all other products' markup; some matches may not be a script, frame or image. */
export const FOREIGN = DIALECTS.map(({ marked }) => marked).join()

/**
 * Reads another product's markup of an element; `undefined` where there is none. A service that the site has not configured
 * has no purpose, so the element stays off.
 *
 * @param services Purpose of each service of the site, by its id.
 */
export function readGating(
  element: HTMLElement,
  services: Readonly<Record<string, string>>,
): Gating | undefined {
  // A script that runs by its type has run already, such as those that Cookiebot is told to ignore.
  if (element.localName === 'script' && !isPlainText(element.getAttribute('type'))) return undefined
  const dialect = findDialect(element)
  if (!dialect) return undefined
  const words = dialect.categories?.(element)
  // A number is another list's category, not a product's category name.
  if (words && !/[a-z]/i.test(words)) return undefined
  const name = dialect.service?.(element)
  const service = name ? findService(name, services) : undefined
  // A lazily loaded picture of some library, not one of our services.
  if (name && !service && element.localName !== 'script' && dialect.marked.includes('data-name'))
    return undefined
  return {
    category: service ? (services[service] ?? '') : toPurposes(words || name || 'none'),
    ...(service && { service }),
  }
}

function findDialect(element: HTMLElement): Dialect | undefined {
  for (const dialect of DIALECTS) if (element.matches(dialect.marked)) return dialect
  return undefined
}

/** Finds the service for a name: `Google Analytics` is `google-analytics`. */
function findService(name: string, services: Readonly<Record<string, string>>): string | undefined {
  const id = name
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
  return ownKeys(services).includes(id) ? id : undefined
}
