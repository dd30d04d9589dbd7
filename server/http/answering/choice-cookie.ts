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

/** The earlier name of the cookie, which does not contain the recipient; it may belong to another operator. */
const NAMELESS_COOKIE = 'kelisim'
/**
 * Returns the name of the saved choice (`saved-choice.ts`), the same as the widget's: two operators below one domain do not
 * overwrite each other's.
 */
const choiceCookie = (owner: string): string => `${NAMELESS_COOKIE}-${owner}`
const DAY_SECONDS = 86_400

/** A stamp that matches no terms: a visitor whose grant has it is asked again. */
const NO_TERMS = '00000000'

/** Values that the cookies depend on besides the choice. */
interface CookieRules extends OwnAddress {
  readonly hints: Hints
  readonly site: SiteConfig
  readonly clock: () => number
  /** Recipient of choices (`buildOwnerStamp`). */
  readonly owner: string
  /** Returns the stamp of the current terms (`rememberTermsStamp`). */
  readonly termsStamp: () => string
}

/**
 * Returns the domain of a page's cookies, and the rest of their attributes; `undefined` where page and server are not on the
 * same site.
 */
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

/** Returns the attributes of a cookie that pages of an origin can read. */
function attributesOf(origin: string): (maxAgeSeconds: number) => string {
  const secure = origin.startsWith('https:') ? '; Secure' : ''
  return (maxAgeSeconds) => `; Max-Age=${maxAgeSeconds}; SameSite=Lax${secure}`
}

/** Returns the stamp under which a stored grant of a record was given, for its remaining grants. */
function termsOf(kept: string, id: string): string {
  const choice = readSavedChoice(kept)
  return choice?.kind === 'granted' && choice.id === id ? choice.terms : NO_TERMS
}

const isRefusal = (kept: string): boolean => readSavedChoice(kept)?.kind === 'refused'

const isGrant = ({ state }: Receipt): boolean =>
  state === 'ConsentGiven' || state === 'RenewedConsentGiven'

/**
 * Sets the choice in a server-set cookie, where page and server are on the same site: Safari deletes what a script writes
 * after seven days, and the visitor would be asked every week. The record's secret is set in a second cookie that only this
 * server receives, so a consent can still be withdrawn when the script's copy is gone.
 */
export function buildChoiceCookies(
  c: Context,
  receipt: Receipt,
  secret: string | undefined,
  rules: CookieRules,
): AnswerHeaders {
  // Destructured individually: `rules` contains all dependencies of a route, and copying the rest is slow.
  const { clock, site, termsStamp, owner } = rules
  const place = findPlace(c, rules)
  if (!place) return {}
  const { domain, attributes } = place
  const seconds = Math.floor((Date.parse(receipt.validUntil) - clock()) / 1000)
  const isGiven = isGrant(receipt)
  const kept = getCookie(c, choiceCookie(owner)) ?? ''
  const isRefused = !isGiven && isRefusal(kept)
  // A new grant is given under the current terms only; the rest after a withdrawal was given earlier.
  const terms = secret === undefined ? termsOf(kept, receipt.id) : termsStamp()
  const choice = isGiven
    ? formatGranted(receipt, terms)
    : formatRefused(receipt.policyVersion, clock())
  // The withdrawal of an old record must not overwrite the choice that replaced it. A cookie that the page's script has
  // written of this record is set again, word for word, so that Safari keeps it.
  const isCurrent = secret !== undefined || isRefused || kept.includes(receipt.id)
  const lasting = attributes(isGiven ? seconds : site.choiceDays * DAY_SECONDS)
  const record = { id: receipt.id, secret: isGiven ? secret : undefined }
  const key =
    isGiven && !secret ? undefined : writeKeyCookies(record, { isCurrent, seconds, attributes })
  return {
    // Different spellings of one header name: each is sent as a separate cookie, and the headers stay a plain object.
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
 * Returns the `Set-Cookie` lines for a device on which the server's own page has withdrawn or erased, for pages of the listed
 * origins: a smaller grant under its original terms, or a refusal without a key. A stored refusal is kept, whatever the
 * record still grants. A copy in a page's own storage may still contain the old grant; the page then uses neither, or the
 * refusal.
 *
 * @param key the result of `readKeyCookie`.
 * @param left the receipt, if it still grants something.
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
  // A refusal on this device is newer than what remains of an older record's grant.
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
 * Returns the device's choice. Page and server may each have set a cookie, for the host and for the parent domain: among
 * several, a refusal wins, as in the widget. A cookie under the earlier name counts where there is no other.
 */
function readKept(c: Context, owner: string): string {
  const all = readAll(c, choiceCookie(owner))
  const copies = all.length > 0 ? all : readAll(c, NAMELESS_COOKIE)
  return copies.find(isRefusal) ?? all[0] ?? ''
}

/** Returns every value of a cookie name. */
const readAll = (c: Context, name: string): string[] =>
  (c.req.header('cookie') ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .flatMap((pair) => (pair.startsWith(`${name}=`) ? pair.slice(name.length + 1) : []))

/**
 * Returns whether this visitor has certainly not chosen: the requesting page is on the server's own site, and the choice
 * cookie, which would have been sent, is absent.
 */
export const isSeenWithoutChoice = (c: Context, owner: string): boolean =>
  /^same-(origin|site)$/.test(c.req.header('sec-fetch-site') ?? '') &&
  getCookie(c, choiceCookie(owner)) === undefined &&
  getCookie(c, NAMELESS_COOKIE) === undefined

/**
 * Returns whether nothing shows that a visitor of another site's page, from which no cookie is sent, has been there before:
 * the browser has no loader to revalidate. A visitor with the banner's loader keeps it, at no cost.
 *
 * @param withBanner current ETag of that loader.
 */
export function isUnseenElsewhere(c: Context, withBanner: string): boolean {
  const known = c.req.header('if-none-match')
  const isElsewhere = c.req.header('sec-fetch-site') === 'cross-site'
  return isElsewhere && (known === undefined || known.includes(withBanner))
}
