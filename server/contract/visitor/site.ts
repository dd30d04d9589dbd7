import * as v from 'valibot'
import type { DeepReadonly } from '../deep-readonly.ts'
import { type Language, language, type PurposeId, purposeId } from '../words.ts'

const texts = v.object({ kk: v.string(), ru: v.string(), en: v.string() })
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
  /** What it keeps in the browser: name (`*` at its end: any further characters) and days, 0 until the browser is closed. */
  cookies: v.array(v.object({ name: v.string(), days: v.number() })),
})
export const siteCookie = v.object({
  /** Name; `*` at its end: any further characters. */
  name: v.string(),
  /** Days for which it is kept, 0 until the browser is closed. */
  days: v.number(),
  /** What the site needs it for. */
  purpose: texts,
})
/** A necessary cookie of the site's own. */
export type SiteCookie = DeepReadonly<v.InferOutput<typeof siteCookie>>

/** Something gated that the site embeds; belongs to a purpose and to a processor. */
export type SiteService = DeepReadonly<v.InferOutput<typeof siteService>>

export const sitePurpose = v.object({
  id: purposeId,
  /** Item of the policy, `4.1(9)`. */
  policyClause: v.string(),
})
/** One purpose on offer, with the item of clause 4.1 that it rests on. */
export type SitePurpose = DeepReadonly<v.InferOutput<typeof sitePurpose>>

export const siteResult = v.object({
  operator: v.object({
    name: texts,
    /** Business identification number, 12 digits. */
    bin: v.string(),
    address: texts,
    contact: v.string(),
    /** Who answers for the processing of personal data, if named. */
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
  /** Days for which a choice, either way, is kept before it is asked again. */
  choiceDays: v.number(),
  /** Days after which a contact-form message is deleted, counted from its sending: the term of its consent. */
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
 * What the server writes into `/widget.js` in place of `__KELISIM_SITE__`: the least that a page needs to honour a
 * choice, since every returning visitor downloads it.
 */
export interface WidgetSite {
  /** Stamps of the terms under which a grant holds, joined by dots; of 8 hex digits each. */
  readonly terms: string
  readonly choiceDays: number
  /** Purposes on offer, without `necessary`. */
  readonly purposes: readonly PurposeId[]
  /** Purpose of each service by its id, which the page may ask about; the rest of each is in `SiteDetails`. Absent: none. */
  readonly services?: Readonly<Record<string, SiteService['purpose']>>
  /** Where the request for the loader carried Global Privacy Control; some browsers send only the header. */
  readonly isGpc?: true
  /**
   * On pages where consent is never asked, what stands there whatever was chosen: a refusal of no day (CB-17). Worked
   * out anew each time it is read, since a single-page site changes pages without loading; absent: asked everywhere.
   */
  readonly ruled?:
    | { readonly kind: 'refused'; readonly policyVersion: ''; readonly day: '' }
    | false
  /** Whether every page needs the gate, gated markup or not: for tags, or for pages on which nobody is asked. */
  readonly isGated?: boolean
}

/**
 * What the server writes into the widget's further files in place of `__KELISIM_DETAILS__`: what they say and send,
 * and no page needs before.
 */
export interface SiteDetails {
  /** Whom a choice is given to, operator and server, 8 hex digits: ends the name under which the browser keeps it. */
  readonly owner: string
  readonly policyVersion: string
  /** Stamp of the terms now shown, 8 hex digits: a grant keeps it. */
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
  /** Where the school answers those whom the site cannot help. */
  readonly contact: string
  /** How to complain: authorised body and court (DS-08). */
  readonly complaint: Texts
  readonly thirdParties: boolean
  readonly crossBorder: boolean
  readonly publicSources: boolean
  /** Days after which a contact-form message is deleted, counted from its sending: the term of its consent. */
  readonly messageDays: number
  /** Transfers as the consent to a message states them. */
  readonly messageTransfers: {
    /** Third parties that messages go to, `Name (KZ)`, joined by commas; empty: none. */
    readonly recipients: string
    /** Whether messages, with their storage, leave Kazakhstan. */
    readonly isAbroad: boolean
  }
  /** Days after which an address granted in full is cut short. */
  readonly ipFullDays: number
  /** Days after which a visit's row is deleted. */
  readonly visitDays: number
  /** Whether visits to a path, as `location.pathname` has it, are never sent; absent: to every path they are. */
  readonly untracked: ((path: string) => boolean) | undefined
  /** What the services of each purpose keep in the browser, removed where it is not granted; `*` ends a name that goes on. */
  readonly cookies: Readonly<Partial<Record<PurposeId, readonly string[]>>>
  /** The tags that the site loads and where they come from; `undefined` where it loads none: then no file names their hosts. */
  readonly tags:
    | {
        readonly google?: { readonly id: string; readonly address: string }
        readonly yandex?: { readonly counter: number; readonly address: string }
      }
    | undefined
}
