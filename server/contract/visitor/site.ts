import * as v from 'valibot'
import type { DeepReadonly } from '../deep-readonly.ts'
import { type Language, language, type PurposeId, purposeId, texts } from '../words.ts'

/** A text in each language. */
export type Texts = Readonly<Record<Language, string>>

export const siteService = v.object({
  id: v.string(),
  purpose: purposeId,
  name: v.string(),
  /** Who receives data when it is loaded. */
  provider: v.string(),
  /** ISO 3166-1 alpha-2 code of the country that data go to. */
  country: v.string(),
  /** What it stores in the browser: name (a final `*` matches any further characters) and days, 0 for the browser session. */
  cookies: v.array(v.object({ name: v.string(), days: v.number() })),
})
export const siteCookie = v.object({
  /** Name; a final `*` matches any further characters. */
  name: v.string(),
  /** Lifetime in days, 0 for the browser session. */
  days: v.number(),
  /** Why the site needs it. */
  purpose: texts,
})
/** A necessary cookie that the site itself sets. */
export type SiteCookie = DeepReadonly<v.InferOutput<typeof siteCookie>>

/** Something gated that the site embeds; belongs to a purpose and to a processor. */
export type SiteService = DeepReadonly<v.InferOutput<typeof siteService>>

/** One purpose on offer, with the item of clause 4.1 that permits it. */
export const sitePurpose = v.object({
  id: purposeId,
  /** Item of the policy, `4.1(9)`. */
  policyClause: v.string(),
})

export const siteResult = v.object({
  operator: v.object({
    name: texts,
    /** Business identification number, 12 digits. */
    bin: v.string(),
    address: texts,
    contact: v.string(),
    /** Who is responsible for processing personal data, if named. */
    responsible: v.exactOptional(v.object({ name: texts, phone: v.string(), email: v.string() })),
  }),
  /** How to complain: authorised body and court. */
  complaint: texts,
  policyVersion: v.string(),
  policySha256: v.string(),
  languages: v.array(language),
  purposes: v.array(sitePurpose),
  dataKinds: v.array(v.string()),
  services: v.array(siteService),
  /** Necessary cookies of the site itself, as the school has declared them. */
  siteCookies: v.array(siteCookie),
  /** Days for which a choice, either way, is kept before the visitor is asked again. */
  choiceDays: v.number(),
  /** Days after which a contact-form message is deleted, counted from its sending; also the duration of its consent. */
  messageDays: v.number(),
  /** Third parties that messages go to: name, and ISO 3166-1 alpha-2 code of the country. */
  messageRecipients: v.array(v.object({ name: v.string(), country: v.string() })),
  /** ISO 3166-1 alpha-2 code of the country in which the data are stored. */
  storageCountry: v.string(),
  /** IANA name of the time zone of days and dates. */
  timeZone: v.string(),
  thirdParties: v.boolean(),
  crossBorder: v.boolean(),
  publicSources: v.boolean(),
})
/** Public configuration of the site, GET `/v1/site`. */
export type SiteResult = DeepReadonly<v.InferOutput<typeof siteResult>>

/**
 * Configuration that the server embeds in `/widget.js` in place of `__KELISIM_SITE__`: the minimum that a page needs to apply
 * a choice, since every returning visitor downloads it.
 */
export interface WidgetSite {
  /** Stamps of consent terms under which a grant is valid, 8 hex digits each, joined by dots. */
  readonly terms: string
  readonly choiceDays: number
  /** Purposes on offer, without `necessary`. */
  readonly purposes: readonly PurposeId[]
  /** Purpose of each service by its id, for the page's own checks; the rest of each is in `SiteDetails`. Absent: none. */
  readonly services?: Readonly<Record<string, SiteService['purpose']>>
  /** Whether the request for the loader had Global Privacy Control; some browsers send only the header. */
  readonly isGpc?: true
  /**
   * The choice that applies on pages where consent is never asked, whatever was chosen: a refusal without a day (CB-17). A
   * getter, because a single-page site changes pages without reloading. Absent: asked on every page.
   */
  readonly ruled?:
    | { readonly kind: 'refused'; readonly policyVersion: ''; readonly day: '' }
    | false
  /** Whether every page needs the gate even without gated markup: for tags, or for pages on which nobody is asked. */
  readonly isGated?: boolean
}

/**
 * Configuration that the server embeds in the widget's further files in place of `__KELISIM_DETAILS__`: what they show and
 * send, and no page needs earlier.
 */
export interface SiteDetails {
  /** Recipient of a choice, operator and server, 8 hex digits: suffix of the name under which the browser stores it. */
  readonly owner: string
  readonly policyVersion: string
  /** Stamp of the current consent terms, 8 hex digits; stored with a grant. */
  readonly terms: string
  /** Item of clause 4.1 of the policy that allows each purpose on offer. */
  readonly clauses: Readonly<Partial<Record<PurposeId, string>>>
  readonly services: readonly Pick<
    SiteService,
    'id' | 'purpose' | 'name' | 'provider' | 'country' | 'cookies'
  >[]
  /** Necessary cookies of the site itself. */
  readonly siteCookies: readonly SiteCookie[]
  /** First 16 hex digits of each language's notice hash. */
  readonly notices: Texts
  readonly operator: { readonly name: Texts; readonly bin: string }
  /** How to reach the school where the site cannot help. */
  readonly contact: string
  /** How to complain: authorised body and court (DS-08). */
  readonly complaint: Texts
  readonly thirdParties: boolean
  readonly crossBorder: boolean
  readonly publicSources: boolean
  /** Days after which a contact-form message is deleted, counted from its sending; also the duration of its consent. */
  readonly messageDays: number
  /** Transfers as the consent to a message states them. */
  readonly messageTransfers: {
    /** Third parties that messages go to, `Name (KZ)`, joined by commas. Empty where there are none. */
    readonly recipients: string
    /** Whether messages leave Kazakhstan, by transfer or storage. */
    readonly isAbroad: boolean
  }
  /** Days after which a full address is truncated. */
  readonly ipFullDays: number
  /** Days after which a visit's row is deleted. */
  readonly visitDays: number
  /** Returns whether visits to a path, as in `location.pathname`, are never sent. Absent: visits to every path are sent. */
  readonly untracked: ((path: string) => boolean) | undefined
  /**
   * What the services of each purpose store in the browser; deleted where the purpose is not granted. A final `*` matches any
   * suffix.
   */
  readonly cookies: Readonly<Partial<Record<PurposeId, readonly string[]>>>
  /** The site's tags and the sources of their scripts. `undefined` where there are none; then no file contains their hosts. */
  readonly tags:
    | {
        readonly google?: { readonly id: string; readonly address: string }
        readonly yandex?: { readonly counter: number; readonly address: string }
      }
    | undefined
}
