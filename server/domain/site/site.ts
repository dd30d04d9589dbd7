import type { SiteConfig } from '../../config/site/site-config.ts'
import type {
  Language,
  PurposeId,
  SiteDetails,
  SiteResult,
  WidgetSite,
} from '../../contract/index.ts'
import type { PolicyLibrary } from '../policy/policy.ts'
import { neverAskedOn, neverTrackedOn, offeredPurposes } from '../visits/pages.ts'

const LANGUAGES: readonly Language[] = ['kk', 'ru', 'en']
const DATA_KINDS = ['ip', 'browser', 'visit_time', 'visitor_cookie'] as const

/**
 * Returns the transfers that every consent text states (Art. 8(4)(4)–(6)), whatever its purpose. They are derived from the
 * configuration, never from prose (TP-03).
 */
export function statedTransfers(site: SiteConfig) {
  const countries = [site.storageCountry, ...site.services.map((service) => service.country)]
  return {
    thirdParties: site.services.length > 0,
    crossBorder: countries.some((country) => country !== 'KZ'),
    publicSources: false,
  }
}

/** Returns the transfers of the contact form: its data go only to the recipients that the configuration lists for it (CF-02). */
export function statedMessageTransfers(
  site: Pick<SiteResult, 'messageRecipients' | 'storageCountry'>,
) {
  const countries = [site.storageCountry, ...site.messageRecipients.map(({ country }) => country)]
  return {
    recipients: site.messageRecipients.map(({ name, country }) => `${name} (${country})`),
    abroad: [...new Set(countries.filter((country) => country !== 'KZ'))],
  }
}

/** Returns the recipients of messages without their contracts. */
const listRecipients = ({ messageRecipients }: SiteConfig) =>
  messageRecipients.map(({ processor: _, ...recipient }) => recipient)

/** Returns the services without their contracts, which concern the school only. */
const listServices = ({ services }: SiteConfig) =>
  services.map(({ processor: _, ...service }) => service)

function operatorOf({ operator: { responsible, ...operator } }: SiteConfig) {
  return { ...operator, ...(responsible && { responsible }) }
}

/** Returns the public configuration of the site. */
export function buildSiteResult({
  site,
  policies,
}: {
  site: SiteConfig
  policies: PolicyLibrary
}): SiteResult {
  const { current } = policies
  return {
    operator: operatorOf(site),
    complaint: site.complaint,
    policyVersion: current.version,
    policySha256: current.texts.kk.sha256,
    languages: LANGUAGES,
    purposes: [{ id: 'necessary', policyClause: '4.1(8)' }, ...offeredPurposes(site)],
    dataKinds: DATA_KINDS,
    services: listServices(site),
    siteCookies: site.siteCookies,
    choiceDays: site.choiceDays,
    messageDays: site.messageDays,
    messageRecipients: listRecipients(site),
    storageCountry: site.storageCountry,
    timeZone: site.timeZone,
    ...statedTransfers(site),
  }
}

/** Hex digits of a notice's hash that the widget sends back: enough to identify it, few enough to send. */
const NOTICE_DIGITS = 16

/** Returns the configuration embedded in the loader: only what a page needs to apply a choice. */
export function buildWidgetSite(
  { site, terms }: { site: SiteConfig /** Under which a grant holds. */; terms: readonly string[] },
  isGpc: boolean,
): WidgetSite {
  const isRuled = neverAskedOn(site) !== undefined
  return {
    terms: terms.join('.'),
    choiceDays: site.choiceDays,
    purposes: offeredPurposes(site).map(({ id }) => id),
    ...(site.services.length > 0 && {
      services: Object.fromEntries(site.services.map(({ id, purpose }) => [id, purpose])),
    }),
    ...(isGpc && { isGpc }),
    ...((isRuled || hasTags(site)) && { isGated: true }),
  }
}

/** Returns the same as source code of an object, with `WidgetSite.ruled`, which only the page can compute. */
export function writeWidgetSite(
  deps: { site: SiteConfig; terms: readonly string[] },
  isGpc: boolean,
): string {
  const json = JSON.stringify(buildWidgetSite(deps, isGpc))
  const pages = neverAskedOn(deps.site)
  if (pages === undefined) return json
  const ruled = JSON.stringify({ kind: 'refused', policyVersion: '', day: '' })
  return `${json.slice(0, -1)},get ruled(){return ${pages}(location.pathname)&&${ruled}}}`
}

/** Code that is inserted into the widget as code, not as a string. */
export interface Written {
  readonly source: string
}

const written = (source: string | undefined): Written | undefined =>
  source === undefined ? undefined : { source }

/** `SiteDetails` on the server, with the source of each value that is a function in the page. */
export type WrittenDetails = Omit<SiteDetails, 'untracked'> & {
  readonly untracked: Written | undefined
}

const hasTags = ({ tags }: SiteConfig) => !!(tags.google || tags.yandex)

/** Returns the cookies of each purpose's services. */
function cookiesByPurpose({ services }: SiteConfig): SiteDetails['cookies'] {
  const found: Partial<Record<PurposeId, string[]>> = {}
  for (const { purpose, cookies } of services) {
    const names = cookies.map(({ name }) => name)
    if (names.length > 0) found[purpose] = [...(found[purpose] ?? []), ...names]
  }
  return found
}

const GOOGLE_TAG = 'https://www.googletagmanager.com/gtag/js'
const YANDEX_TAG = 'https://mc.yandex.ru/metrika/tag.js'

const tagsOf = ({ tags: { google, yandex } }: SiteConfig) => ({
  ...(google && { google: { id: google.id, address: `${GOOGLE_TAG}?id=${google.id}` } }),
  ...(yandex && { yandex: { counter: yandex.counter, address: YANDEX_TAG } }),
})

/** Returns the configuration embedded in the files that show a choice and send it. */
export function buildSiteDetails({
  site,
  policies,
  notices,
  terms,
  owner,
}: {
  site: SiteConfig
  policies: PolicyLibrary
  notices: Readonly<Record<string, string>>
  /** Stamps of consent terms under which a grant is valid, the terms now shown first. */
  terms: readonly string[]
  /** The operator that a choice is given to (`buildOwnerStamp`). */
  owner: string
}): WrittenDetails {
  const transfers = statedMessageTransfers(site)
  const short = (language: Language) => (notices[language] ?? '').slice(0, NOTICE_DIGITS)
  return {
    owner,
    policyVersion: policies.current.version,
    terms: terms[0] ?? '',
    clauses: Object.fromEntries(site.purposes.map(({ id, policyClause }) => [id, policyClause])),
    services: listServices(site),
    siteCookies: site.siteCookies,
    notices: { kk: short('kk'), ru: short('ru'), en: short('en') },
    operator: { name: site.operator.name, bin: site.operator.bin },
    contact: site.operator.contact,
    complaint: site.complaint,
    ...statedTransfers(site),
    messageDays: site.messageDays,
    messageTransfers: {
      recipients: transfers.recipients.join(', '),
      isAbroad: transfers.abroad.length > 0,
    },
    ipFullDays: site.visits.ipFullDays,
    visitDays: site.visits.rawDays,
    untracked: written(neverTrackedOn(site)),
    cookies: cookiesByPurpose(site),
    tags: hasTags(site) ? tagsOf(site) : undefined,
  }
}
