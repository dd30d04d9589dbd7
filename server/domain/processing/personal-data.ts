import type { SiteConfig } from '../../config/site/site-config.ts'
import type { PersonalDataId } from './personal-data-id.ts'
import { listProcessing, type Processing } from './processing.ts'

/** A kind of data, with the item of clause 3.3 that names it and every column that holds it. */
interface PersonalData {
  readonly id: PersonalDataId
  readonly policyClause: '3.3(1)' | '3.3(2)' | '3.3(3)'
  /** `table.column`. A test compares them with the schemas, so the list is complete. */
  readonly columns: readonly string[]
}

const PERSONAL_DATA: readonly PersonalData[] = [
  {
    id: 'name',
    policyClause: '3.3(1)',
    columns: [
      ...['messages.name', 'requests.name'],
      ...['consent_records.subject_name', 'consent_records.subject_salt'],
    ],
  },
  {
    id: 'email',
    policyClause: '3.3(1)',
    columns: [
      ...['messages.email', 'messages.email_index', 'requests.email'],
      ...['requests.email_index', 'one_time_codes.email_index'],
    ],
  },
  { id: 'phone', policyClause: '3.3(1)', columns: ['messages.phone'] },
  { id: 'message', policyClause: '3.3(3)', columns: ['messages.message'] },
  { id: 'request', policyClause: '3.3(3)', columns: ['requests.text', 'requests.answer'] },
  { id: 'ip', policyClause: '3.3(2)', columns: ['visits.address', 'visits.is_address_whole'] },
  {
    id: 'browser',
    policyClause: '3.3(2)',
    columns: ['visits.browser', 'visits.os', 'visits.device'],
  },
  {
    id: 'visit_time',
    policyClause: '3.3(2)',
    columns: ['visits.day', 'visits.seen_at_ms', 'visits.duration_ms'],
  },
  { id: 'visitor_cookie', policyClause: '3.3(2)', columns: ['visits.consent_id'] },
  {
    id: 'choice',
    policyClause: '3.3(2)',
    columns: [
      ...['consent_records.id', 'consent_records.language', 'consent_records.actor'],
      ...['consent_records.surface', 'consent_records.gpc_at_choice'],
      ...['consent_records.given_at_ms', 'consent_records.valid_until_ms'],
    ],
  },
]

/** A kind of data with everything it is used for. */
export interface ListedData extends PersonalData {
  readonly processing: readonly Processing[]
}

/**
 * Returns the list of personal data necessary and sufficient for this site's purposes, for approval (clause 3.3; Art. 25(2)
 * of the law on personal data; PO-08). It omits data that the configuration does not use.
 */
export function listPersonalData(site: SiteConfig): ListedData[] {
  const all = listProcessing(site)
  const keepsVisits = all.some(({ id }) => id === 'analytics')
  return PERSONAL_DATA.map((data) => ({
    ...data,
    columns: data.columns.filter((column) => keepsVisits || !column.startsWith('visits.')),
    processing: all.filter((one) => one.data.includes(data.id)),
  })).filter(({ processing }) => processing.length > 0)
}
