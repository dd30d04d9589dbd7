import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import type { SiteConfig } from '../../config/site/site-config.ts'
import type { Receipt } from '../../contract/index.ts'
import { domainOf } from '../protecting/common-domain.ts'
import { isVouchedFor, type OwnAddress } from '../protecting/own-origin.ts'
import { factsOf, type Hints } from '../reading/hints.ts'
import { writeKeyCookies, writeNoKeys } from '../reading/key-cookie.ts'
import type { AnswerHeaders } from './answer.ts'
import { formatGranted, formatRefused, readSavedChoice } from './saved-choice.ts'

/** What choices were kept under before they named whom they are given to; such a one may be another operator's. */
const NAMELESS_COOKIE = 'kelisim'
/**
 * The saved choice (`saved-choice.ts`), under the same name as the widget's: of two operators below one domain neither overwrites
 * the other's.
 */
const choiceCookie = (owner: string): string => `${NAMELESS_COOKIE}-${owner}`
const DAY_SECONDS = 86_400

/** Stamp of no terms: whoever keeps a grant with it is asked anew. */
const NO_TERMS = '00000000'

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
  return { domain, attributes: attributesOf(origin) }
}

/** How the attributes of a cookie go on that a page of an origin reads. */
function attributesOf(origin: string): (maxAgeSeconds: number) => string {
  const secure = origin.startsWith('https:') ? '; Secure' : ''
  return (maxAgeSeconds) => `; Max-Age=${maxAgeSeconds}; SameSite=Lax${secure}`
}

/** The stamp that a kept grant of a record was given under, for what is left of it. */
function termsOf(kept: string, id: string): string {
  const choice = readSavedChoice(kept)
  return choice?.kind === 'granted' && choice.id === id ? choice.terms : NO_TERMS
}

const isRefusal = (kept: string): boolean => readSavedChoice(kept)?.kind === 'refused'

const isGrant = ({ state }: Receipt): boolean =>
  state === 'ConsentGiven' || state === 'RenewedConsentGiven'

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
  const isGiven = isGrant(receipt)
  const kept = getCookie(c, choiceCookie(owner)) ?? ''
  const isRefused = !isGiven && isRefusal(kept)
  // Nothing is given under other terms than those now shown; what a withdrawal leaves was given before.
  const terms = secret === undefined ? termsOf(kept, receipt.id) : termsStamp()
  const choice = isGiven
    ? formatGranted(receipt, terms)
    : formatRefused(receipt.policyVersion, clock())
  // The withdrawal of an old record must not undo the choice that took its place. What the page's script has written
  // of this one already is said again, word for word, so that Safari keeps it.
  const isCurrent = secret !== undefined || isRefused || kept.includes(receipt.id)
  const lasting = attributes(isGiven ? seconds : site.choiceDays * DAY_SECONDS)
  const record = { id: receipt.id, secret: isGiven ? secret : undefined }
  const key =
    isGiven && !secret ? undefined : writeKeyCookies(record, { isCurrent, seconds, attributes })
  return {
    // Spellings of one name: each is sent as a cookie of its own, and the headers stay a plain object.
    ...(isCurrent && {
      'set-cookie': `${choiceCookie(owner)}=${isRefused ? kept : choice}; Path=/${domain}${lasting}`,
    }),
    ...(key && { 'Set-Cookie': key.record }),
    ...(key?.ownData && { 'SET-COOKIE': key.ownData }),
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
 * The lines by which a device on which the server's own page has withdrawn or erased keeps what is left, wherever pages of the
 * listed origins read it: a smaller grant under the terms that it was given under, or a refusal and no key any more. A refusal that
 * is kept stays, whatever the record still grants. A copy in a page's own storage still says the old grant; the page then takes
 * neither, or the refusal.
 *
 * @param key what `readKeyCookie` read.
 * @param left the receipt, where it grants something still.
 */
export function writeDevice(
  c: Context,
  { key, left }: { readonly key: string; readonly left: Receipt | undefined },
  rules: Omit<CookieRules, 'termsStamp'> & {
    readonly origins: readonly string[]
    readonly policies: { readonly current: { readonly version: string } }
  },
): readonly string[] {
  const { publicUrl, origins, clock, site, policies, owner } = rules
  const own = c.req.header('origin') ?? ''
  const server = publicUrl ?? c.req.header('host') ?? ''
  const kept = readKept(c, owner)
  // Who has refused since on this device has not granted again what a withdrawal leaves of an older record.
  const granting = isRefusal(kept) ? undefined : left
  const refusal = left ? kept : formatRefused(policies.current.version, clock())
  const choice = granting ? formatGranted(granting, termsOf(kept, granting.id)) : refusal
  const seconds = granting
    ? Math.floor((Date.parse(granting.validUntil) - clock()) / 1000)
    : site.choiceDays * DAY_SECONDS
  const lines = [...origins, own].flatMap((origin) => {
    const domain = domainOf(origin, server)
    const line = `${choiceCookie(owner)}=${choice}; Path=/${domain}${attributesOf(origin)(seconds)}`
    return domain === undefined ? [] : [line]
  })
  return [...new Set(left ? lines : [...lines, ...writeNoKeys(key, attributesOf(own))])]
}

/**
 * What the device keeps of a choice. Page and server may each have set a cookie, for the host and for the domain above: of several
 * the refusal, as in the widget. A cookie of before names said whose it is counts where there is no other.
 */
function readKept(c: Context, owner: string): string {
  const all = readAll(c, choiceCookie(owner))
  const copies = all.length > 0 ? all : readAll(c, NAMELESS_COOKIE)
  return copies.find(isRefusal) ?? all[0] ?? ''
}

/** Every value that comes under a name. */
const readAll = (c: Context, name: string): string[] =>
  (c.req.header('cookie') ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .flatMap((pair) => (pair.startsWith(`${name}=`) ? pair.slice(name.length + 1) : []))

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
