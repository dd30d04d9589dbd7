import type { SiteConfig } from '../../config/site/site-config.ts'
import { statedMessageTransfers, statedTransfers } from '../site/site.ts'
import { offeredPurposes } from '../visits/pages.ts'

/**
 * What the law asks to be registered of a consent, by purpose: Art. 8(4), items 3 to 6 (CR-11). Transfers as the consent's
 * own text states them: the register must not deny what a person agreed to (TP-03).
 */
export interface ConsentTerms {
  readonly purpose: string
  readonly policyClause: string
  readonly termDays: number
  readonly thirdParties: boolean
  readonly crossBorder: boolean
  readonly publicSources: boolean
  /** Services that serve this purpose: name, provider, country. None does: nobody but the operator receives its data. */
  readonly recipients: readonly string[]
}

/** The terms on which consents are taken now, a line for each purpose and one for the contact form. */
export function listConsentTerms(site: SiteConfig): readonly ConsentTerms[] {
  const stated = statedTransfers(site)
  const recipientsOf = (id: string) =>
    site.services
      .filter(({ purpose }) => purpose === id)
      .map(({ name, provider, country }) => `${name} (${provider}, ${country})`)
  const purposes = offeredPurposes(site).map(({ id, policyClause }) => ({
    ...{ purpose: id as string, policyClause, termDays: site.choiceDays },
    ...stated,
    recipients: recipientsOf(id),
  }))
  const contact = { purpose: 'contact', policyClause: '4.1(7)', termDays: site.messageDays }
  const { recipients, abroad } = statedMessageTransfers(site)
  const ofMessages = { thirdParties: recipients.length > 0, crossBorder: abroad.length > 0 }
  return [...purposes, { ...contact, ...stated, ...ofMessages, recipients }]
}
