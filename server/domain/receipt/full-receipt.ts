import type { FullReceipt, SiteResult } from '../../contract/index.ts'
import type { ConsentEvent, Notice, StoredConsent } from '../../store/store.ts'
import { statedMessageTransfers } from '../site/site.ts'

const iso = (ms: number): string => new Date(ms).toISOString()

/** Purposes by their W3C DPV 2.2 names. */
const DPV: Readonly<Record<string, string>> = {
  analytics: 'dpv:ServiceUsageAnalytics',
  external: 'dpv:TechnicalServiceProvision',
  functional: 'dpv:UserInterfacePersonalisation',
  contact: 'dpv:CommunicationManagement',
}
/** The clause of the contact form's purpose: feedback. */
const CONTACT_CLAUSE = '4.1(7)'
/** Data categories of a contact form: 3.3(1) contact information, 3.3(3) the typed text. */
const CONTACT_DATA = [
  { kind: 'name', policyClause: '3.3(1)' },
  { kind: 'email', policyClause: '3.3(1)' },
  { kind: 'phone', policyClause: '3.3(1)' },
  { kind: 'message', policyClause: '3.3(3)' },
]

/** The fields of a stored notice besides its texts (`buildNotice`). */
export interface NoticeFacts {
  readonly operator: {
    readonly name: string
    readonly bin: string
    readonly address: string
    readonly contact: string
  }
  readonly facts: Omit<SiteResult, 'operator'>
  readonly visits: { readonly ipFullDays: number; readonly rawDays: number }
}

/** Reads the site's facts from a notice: as they were when it was shown, not as they are now. */
export const readNoticeFacts = ({ content }: Pick<Notice, 'content'>): NoticeFacts =>
  JSON.parse(content)

const clauseOf = (id: string, { purposes }: NoticeFacts['facts']): string =>
  id === 'contact'
    ? CONTACT_CLAUSE
    : (purposes.find((purpose) => purpose.id === id)?.policyClause ?? '4.1')

const retentionOf = (isContact: boolean, { facts, visits }: NoticeFacts) =>
  isContact
    ? { messageAfterSending: facts.messageDays }
    : { choice: facts.choiceDays, visits: visits.rawDays, wholeAddress: visits.ipFullDays }

const dataOf = (isContact: boolean, { dataKinds }: ConsentEvent) =>
  isContact
    ? CONTACT_DATA.map((data) => ({ ...data, granted: true }))
    : Object.entries(dataKinds).map(([kind, granted]) => ({
        kind,
        policyClause: '3.3(2)',
        granted,
      }))

type Transfers = Pick<FullReceipt, 'thirdParties' | 'crossBorder'>

/**
 * Returns who receives data besides the controller, and whether data leave the country. For a message it uses only what the
 * notice states about messages. Notices of earlier versions stated the same transfers for every consent, and so do their
 * receipts.
 */
function transfersOf(isContact: boolean, facts: NoticeFacts['facts']): Transfers {
  const { messageRecipients }: Partial<typeof facts> = facts
  if (!isContact || messageRecipients === undefined)
    return {
      thirdParties: facts.services.map(({ name, provider, country, purpose }) => ({
        ...{ name, provider, country, purpose },
      })),
      crossBorder: facts.crossBorder,
    }
  return {
    thirdParties: messageRecipients.map(({ name, country }) => ({
      ...{ name, provider: name, country, purpose: 'contact' },
    })),
    crossBorder: statedMessageTransfers(facts).abroad.length > 0,
  }
}

/**
 * Builds the complete record for its subject (CR-01, CR-05), as of its latest event. The site's promises come from the notice
 * that was shown, not from today's configuration.
 */
export function buildFullReceipt(
  stored: StoredConsent,
  events: readonly ConsentEvent[],
  notice: Notice,
  nowMs: number,
): FullReceipt {
  const shown = readNoticeFacts(notice)
  const { facts } = shown
  const { latest } = stored
  const isContact = Object.hasOwn(latest.purposes, 'contact')
  return {
    schema: 'kelisim-receipt-2',
    id: stored.id,
    subject: { ref: stored.id },
    controller: shown.operator,
    jurisdiction: 'KZ',
    language: stored.language,
    notice: {
      version: stored.policyVersion,
      sha256: stored.noticeSha256,
      language: stored.language,
      url: `/v1/notices/${stored.noticeSha256}`,
    },
    validFrom: iso(stored.givenAtMs),
    validUntil: iso(stored.validUntilMs),
    purposes: Object.entries(latest.purposes).map(([id, granted]) => ({
      ...{ id, granted, policyClause: clauseOf(id, facts), basis: 'consent' as const },
      dpv: DPV[id] ?? 'dpv:Purpose',
    })),
    data: dataOf(isContact, latest),
    ...transfersOf(isContact, facts),
    publicSources: facts.publicSources,
    storage: { country: facts.storageCountry },
    retentionDays: retentionOf(isContact, shown),
    withdrawal: { method: 'POST', url: `/v1/consents/${stored.id}/withdrawal` },
    collection: { method: stored.surface, gpcAtChoice: stored.gpcAtChoice },
    events: events.map(({ id, state, actor, atMs, purposes, dataKinds }) => ({
      ...{ id, type: 'explicit' as const, state, actor, at: iso(atMs) },
      purposes,
      dataKinds: { ...dataKinds },
    })),
    issuedAt: iso(nowMs),
  }
}
