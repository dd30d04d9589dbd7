import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import type { SiteConfig } from '../../config/site-config.ts'
import type { Receipt } from '../../contract/index.ts'
import type { AnswerHeaders } from './answer.ts'
import { factsOf, type Hints } from './hints.ts'
import { isVouchedFor, type OwnAddress } from './own-origin.ts'

/** What choices were kept under before they named whom they are given to; such a one may be another operator's. */
const NAMELESS_COOKIE = 'kelisim'
/**
 * The saved choice, in the same words as the widget writes it (`widget/consent/format-choice.ts`), and under the same name:
 * of two operators below one domain neither overwrites the other's.
 */
const choiceCookie = (owner: string): string => `${NAMELESS_COOKIE}-${owner}`
/** The secret of the record, for this server alone: no script and no other server reads it. */
const KEY_COOKIE = 'kelisim_key'

const DAY_SECONDS = 86_400

/** A refusal as `formatRefused` writes it. */
const REFUSED = /^refused~\d{4}-\d\d-\d\d(?:\.\d{1,3})?~\d{4}-\d\d-\d\d$/

/** What the cookies depend on besides the choice. */
interface CookieRules extends OwnAddress {
  readonly hints: Hints
  readonly site: SiteConfig
  readonly clock: () => number
  /** Whom choices are given to (`buildOwnerStamp`). */
  readonly owner: string
  /** Stamp of the terms now shown (`rememberTermsStamp`). */
  readonly termsStamp: () => string
}

/**
 * Where a cookie holds for page and server alike: '' for their common host, `; Domain=…` for the longest name that
 * both are below, `undefined` where they are not of one site. A public suffix passes this and not the browser.
 */
export function commonDomain(pageHost: string, serverHost: string): string | undefined {
  if (pageHost === serverHost) return ''
  const page = pageHost.split('.').reverse()
  const server = serverHost.split('.').reverse()
  const differsAt = page.findIndex((label, index) => label !== server[index])
  const shared = (differsAt === -1 ? page : page.slice(0, differsAt)).reverse()
  const isName = shared.length >= 2 && !/^[\d.]+$/.test(pageHost)
  return isName ? `; Domain=${shared.join('.')}` : undefined
}

/** Pairs of page and server remembered: a site has a handful. */
const PAIRS_REMEMBERED = 100
/** Two of the longest names with scheme and port. */
const MAX_PAIR_LENGTH = 600

/** `commonDomain` of an origin and a server's address, worked out once for each pair that is asked for again and again. */
function rememberDomains(): (origin: string, server: string) => string | undefined {
  const remembered = new Map<string, string | undefined>()
  return (origin, server) => {
    // No header has a line break.
    const pair = `${server}\n${origin}`
    const known = remembered.get(pair)
    if (known !== undefined || remembered.has(pair)) return known
    const domain = commonDomain(hostOf(origin), hostOf(server))
    // Emptied as a whole: whoever invents hosts takes no more room.
    if (remembered.size >= PAIRS_REMEMBERED) remembered.clear()
    if (pair.length <= MAX_PAIR_LENGTH) remembered.set(pair, domain)
    return domain
  }
}
const domainOf = rememberDomains()

const hostOf = (authority: string): string =>
  authority
    .replace(/^https?:\/\//, '')
    .replace(/\.?(:\d+)?$/, '')
    .toLowerCase()

/** Where the cookies of a page hold, and how their attributes go on; `undefined` where page and server are not of one site. */
function findPlace(c: Context, { publicUrl, hints }: Pick<CookieRules, 'publicUrl' | 'hints'>) {
  const origin = c.req.header('origin')
  const server = publicUrl ?? c.req.header('host')
  if (!origin || !server || origin === 'null') return undefined
  const domain = domainOf(origin, server)
  if (domain === undefined) {
    const isOneSite = isVouchedFor(c) || c.req.header('sec-fetch-site') === 'same-site'
    if (isOneSite) hints.tell('foreign_host', factsOf(c))
    return undefined
  }
  const secure = origin.startsWith('https:') ? '; Secure' : ''
  return {
    domain,
    attributes: (maxAgeSeconds: number) => `; Max-Age=${maxAgeSeconds}; SameSite=Lax${secure}`,
  }
}

const granted = (grants: Readonly<Record<string, boolean>>): string =>
  Object.keys(grants)
    .filter((id) => grants[id])
    .join('.')

/** The choice as the widget keeps it, with the stamp of the terms now shown: nothing is taken under others. */
export const formatGranted = (receipt: Receipt, terms: string): string =>
  [
    'granted',
    receipt.policyVersion,
    receipt.validUntil.slice(0, 10),
    receipt.id,
    granted(receipt.purposes),
    granted(receipt.dataKinds),
    terms,
    1,
  ].join('~')

/** A refusal, alike for every visitor of a day (CB-20). */
export const formatRefused = (policyVersion: string, nowMs: number): string =>
  ['refused', policyVersion, new Date(nowMs).toISOString().slice(0, 10)].join('~')

/**
 * Sets the choice in a cookie of the server's own, where page and server are of one site: Safari forgets what a
 * script writes after seven days, and the visitor would be asked every week. The record's secret goes into a second
 * cookie that only this server gets back, so that a consent can still be withdrawn when the script's copy is gone.
 */
export function buildChoiceCookies(
  c: Context,
  receipt: Receipt,
  secret: string | undefined,
  rules: CookieRules,
): AnswerHeaders {
  // Taken out one by one: `rules` are all that a route has, and a copy of the rest is long.
  const { clock, site, termsStamp, owner } = rules
  const place = findPlace(c, rules)
  if (!place) return {}
  const { domain, attributes } = place
  const seconds = Math.floor((Date.parse(receipt.validUntil) - clock()) / 1000)
  const isGiven = receipt.state === 'ConsentGiven' || receipt.state === 'RenewedConsentGiven'
  const kept = getCookie(c, choiceCookie(owner)) ?? ''
  const isRefused = !isGiven && REFUSED.test(kept)
  const choice = isGiven
    ? formatGranted(receipt, termsStamp())
    : formatRefused(receipt.policyVersion, clock())
  const path = `; Path=/v1/consents/${receipt.id}; HttpOnly`
  const key = isGiven
    ? secret && `${KEY_COOKIE}=${secret}${path}${attributes(seconds)}`
    : `${KEY_COOKIE}=${path}${attributes(0)}`
  // The withdrawal of an old record must not undo the choice that took its place. What the page's script has written
  // of this one already is said again, word for word, so that Safari keeps it.
  const isCurrent = secret !== undefined || isRefused || kept.includes(receipt.id)
  const lasting = attributes(isGiven ? seconds : site.choiceDays * DAY_SECONDS)
  return {
    // Two spellings of one name: each is sent as a cookie of its own, and the headers stay a plain object.
    ...(isCurrent && {
      'set-cookie': `${choiceCookie(owner)}=${isRefused ? kept : choice}; Path=/${domain}${lasting}`,
    }),
    ...(key && { 'Set-Cookie': key }),
  }
}

/** Sets the refused choice, for the same reason. */
export function buildRefusalCookies(
  c: Context,
  policyVersion: string,
  rules: Omit<CookieRules, 'termsStamp'>,
): AnswerHeaders {
  const { clock, site, owner } = rules
  const place = findPlace(c, rules)
  if (!place) return {}
  const seconds = site.choiceDays * DAY_SECONDS
  const choice = formatRefused(policyVersion, clock())
  return {
    'set-cookie': `${choiceCookie(owner)}=${choice}; Path=/${place.domain}${place.attributes(seconds)}`,
  }
}

/**
 * Whether this visitor is seen not to have chosen: the page that asks is of the server's own site, and the choice, which
 * would have come along, did not.
 */
export const isSeenWithoutChoice = (c: Context, owner: string): boolean =>
  /^same-(origin|site)$/.test(c.req.header('sec-fetch-site') ?? '') &&
  getCookie(c, choiceCookie(owner)) === undefined &&
  getCookie(c, NAMELESS_COOKIE) === undefined

/**
 * Whether nothing says that this visitor of a page of another site, from which no cookie comes along, has been there: the
 * browser has no loader to ask about. Who has the one with the banner inside keeps it, which costs them nothing.
 *
 * @param withBanner ETag of that loader, in its current form.
 */
export function isUnseenElsewhere(c: Context, withBanner: string): boolean {
  const known = c.req.header('if-none-match')
  const isElsewhere = c.req.header('sec-fetch-site') === 'cross-site'
  return isElsewhere && (known === undefined || known.includes(withBanner))
}

/** The secret from the server's own cookie. Its path names the record, so it comes with that record's requests only. */
export const readKeyCookie = (c: Context): string | undefined => getCookie(c, KEY_COOKIE)
