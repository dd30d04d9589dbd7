import type { SiteConfig } from '../../config/site-config.ts'
import { offeredPurposes } from '../pages.ts'

/** What the law asks to be registered of a consent, by purpose: Art. 8(4), items 3 to 6 (CR-11). */
export interface ConsentTerms {
  readonly purpose: string
  readonly policyClause: string
  readonly termDays: number
  readonly thirdParties: boolean
  readonly crossBorder: boolean
  readonly publicSources: boolean
}

/** The terms on which consents are taken now, a line for each purpose and one for the contact form. */
export function listConsentTerms(site: SiteConfig): readonly ConsentTerms[] {
  const isAbroad = site.storageCountry !== 'KZ'
  const purposes = offeredPurposes(site).map(({ id, policyClause }) => {
    const services = site.services.filter(({ purpose }) => purpose === id)
    return {
      ...{ purpose: id as string, policyClause, termDays: site.choiceDays },
      thirdParties: services.length > 0,
      crossBorder: isAbroad || services.some(({ country }) => country !== 'KZ'),
      publicSources: false,
    }
  })
  const contact = {
    ...{ purpose: 'contact', policyClause: '4.1(7)', termDays: site.messageDays },
    ...{ thirdParties: false, crossBorder: isAbroad, publicSources: false },
  }
  return [...purposes, contact]
}
