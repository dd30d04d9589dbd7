import type { SiteConfig } from '../../config/site/site-config.ts'
import { statedMessageTransfers, statedTransfers } from '../site/site.ts'
import { offeredPurposes } from '../visits/pages.ts'

/**
 * The facts that the law requires to be registered for a consent, by purpose: Art. 8(4), items 3 to 6 (CR-11). Transfers are
 * those that the consent's own text states, so that the register matches what the person agreed to (TP-03).
 */
export interface ConsentTerms {
  readonly purpose: string
  readonly policyClause: string
  readonly termDays: number
  readonly thirdParties: boolean
  readonly crossBorder: boolean
  readonly publicSources: boolean
  /** Services that serve this purpose: name, provider, country. Empty where only the operator receives its data. */
  readonly recipients: readonly string[]
}

/** Returns the terms under which consents are taken now: one line for each purpose and one for the contact form. */
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
