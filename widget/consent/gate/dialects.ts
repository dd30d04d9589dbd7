import { ownKeys } from '../../page/builtins/own-keys.ts'
import { isPlainText } from '../find-mistake.ts'

/** What another product's markup says of an element, in that product's words. */
interface Dialect {
  /** Selector of the elements that carry it. */
  readonly marked: string
  /** The categories named, if any. */
  categories?(element: HTMLElement): string | null | undefined
  /** The service named, if any. */
  service?(element: HTMLElement): string | null | undefined
}

const named = (attribute: string) => (element: HTMLElement) => element.getAttribute(attribute)
const ofClass = (pattern: RegExp) => (element: HTMLElement) => pattern.exec(element.className)?.[1]

/** A dialect of one attribute that holds categories. */
const byCategory = (attribute: string): Dialect => ({
  marked: `[${attribute}]`,
  categories: named(attribute),
})

/** A dialect of one attribute that names a service. */
const byService = (attribute: string, marked = `[${attribute}]`): Dialect => ({
  marked,
  service: named(attribute),
})

/**
 * Gating markup of other products, from their public documentation. The first that fits an element is taken.
 * Our own `data-category` is read in the same words, since several products share its name.
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
  // CookieYes by class; `sticky-logo` is somebody else's.
  { marked: '[class^=cky-],[class*=" cky-"]', categories: ofClass(/(?:^|\s)cky-(\w+)/) },
  { marked: '._iub_cs_activate,._iub_cs_activate-inline' }, // iubenda without purposes
  byCategory('data-cmp-purpose'), // consentmanager
  byService('data-cmp-vendor'),
  { marked: '.cmplazyload' },
  byService('data-usercentrics'), // Usercentrics
  byService('data-name', '[type="text/plain"][data-name],[data-src][data-name]'), // Klaro
]

/** Attributes in which products keep the address that is to be loaded later. */
const ADDRESSES = [
  ...['data-src', 'data-cookieblock-src', 'data-cmp-src', 'data-cmplz-src', 'data-consent-src'],
  ...['data-suppressedsrc', 'suppressedsrc', 'data-cookiefirst-src', 'data-cookieyes-src'],
]

/** Words of other products → our purpose. What is not here keeps its name, is no purpose of ours, and never runs. */
const PURPOSES: Readonly<Record<string, string>> = {
  // Of what every object has, nothing is a word of theirs.
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

/** Prefixes that products put before the category's own name. */
const PREFIX = /^(cookieyes-|cli-|cookie_cat_)/

/** Address that an element is to load later, under whatever name it stands. */
export const readAddress = (element: HTMLElement): string | undefined =>
  ADDRESSES.map((name) => element.getAttribute(name)).filter(Boolean)[0] ?? undefined

/** What an element is gated by, in our words. */
export interface Gating {
  /** Purposes, joined by commas; each must be granted. */
  readonly category: string
  readonly service?: string
}

/**
 * One product's list of categories in our purposes: `statistics, preferences` → `analytics,functional`. OneTrust
 * writes a list with hyphens between its codes.
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

/** Selector of whatever carries another product's markup; some of it may be no script, frame or image. */
export const FOREIGN = DIALECTS.map(({ marked }) => marked).join()

/**
 * Reads what another product's markup says of an element. None: `undefined`. A service that the site has not
 * configured has no purpose, so that the element stays off.
 *
 * @param services Purpose of each service of the site, by its id.
 */
export function readGating(
  element: HTMLElement,
  services: Readonly<Record<string, string>>,
): Gating | undefined {
  // A script that its type does not hold back has run, as those that Cookiebot is told to ignore.
  if (element.localName === 'script' && !isPlainText(element.getAttribute('type'))) return undefined
  const dialect = findDialect(element)
  if (!dialect) return undefined
  const words = dialect.categories?.(element)
  // The number of some list's category, and no product's word.
  if (words && !/[a-z]/i.test(words)) return undefined
  const name = dialect.service?.(element)
  const service = name ? findService(name, services) : undefined
  // Some library's lazily loaded picture, and no service of ours.
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

/** `Google Analytics` names the service `google-analytics`. */
function findService(name: string, services: Readonly<Record<string, string>>): string | undefined {
  const id = name
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
  return ownKeys(services).includes(id) ? id : undefined
}
