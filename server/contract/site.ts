import type { Language, PurposeId } from './words.ts'

/** A text in each language. */
export type Texts = Readonly<Record<Language, string>>

/** Something gated that the site embeds; belongs to a purpose and to a processor. */
export interface SiteService {
  readonly id: string
  readonly purpose: PurposeId
  readonly name: string
  /** Who receives data when it is loaded. */
  readonly provider: string
  /** ISO 3166-1 alpha-2 code of the country that data go to. */
  readonly country: string
}

/** One purpose on offer, with the item of clause 4.1 that it rests on. */
export interface SitePurpose {
  readonly id: PurposeId
  /** Item of the policy, `4.1(9)`. */
  readonly policyClause: string
}

/** Public configuration of the site, GET `/v1/site`. */
export interface SiteResult {
  readonly operator: {
    readonly name: Texts
    /** Business identification number, 12 digits. */
    readonly bin: string
    readonly address: Texts
    readonly contact: string
  }
  readonly policyVersion: string
  readonly policySha256: string
  readonly languages: readonly Language[]
  readonly purposes: readonly SitePurpose[]
  readonly dataKinds: readonly string[]
  readonly services: readonly SiteService[]
  /** Days for which a choice, either way, is kept before it is asked again. */
  readonly choiceDays: number
  /** Days after which a contact-form message is deleted, counted from its closing. */
  readonly messageDays: number
  /** ISO 3166-1 alpha-2 code of the country in which the data are stored. */
  readonly storageCountry: string
  readonly thirdParties: boolean
  readonly crossBorder: boolean
  readonly publicSources: boolean
}

/**
 * What the server writes into `/widget.js` in place of `__KELISIM_SITE__`: the least that a page needs before and
 * after a choice, since every returning visitor downloads it.
 */
export interface WidgetSite {
  readonly policyVersion: string
  /** Version from which consents are asked anew: the last material change. */
  readonly askedSince: string
  readonly choiceDays: number
  /** Purposes on offer, without `necessary`. */
  readonly purposes: readonly { readonly id: PurposeId; readonly clause: string }[]
  readonly services: readonly Pick<SiteService, 'id' | 'purpose' | 'name' | 'provider' | 'country'>[]
  /** First 16 hex digits of each language's notice hash. */
  readonly notices: Texts
  readonly operator: { readonly name: Texts; readonly bin: string }
  /** Term of a contact-form message, in days from its closing. */
  readonly messageDays: number
  readonly thirdParties: boolean
  readonly crossBorder: boolean
  readonly publicSources: boolean
  /** Days after which an address granted in full is cut short. */
  readonly ipFullDays: number
  /** Days after which a visit's row is deleted. */
  readonly visitDays: number
}
