import type { SiteConfig } from '../../config/site/site-config.ts'
import type { ConsentFacts, MeResult } from '../../contract/index.ts'
import type { RequestRow, StoredConsent } from '../../store/store.ts'
import { presentToAuthor } from '../requests/present.ts'
import { idOf, nameOf, type SubjectDeps, type Thing } from '../subject/subject.ts'
import { readDisclosures } from './disclosures.ts'
import { summarizeVisits, type VisitSummary } from './own-visits.ts'
import { readRestricted } from './restrict.ts'

type OverviewDeps = Omit<SubjectDeps, 'consents'>

/** Item of the policy under which a contact form is answered. */
const CONTACT_CLAUSE = '4.1(7)'

/** A person's data, read once for the overview and the export. */
export interface OwnData {
  readonly things: readonly Thing[]
  readonly visits: VisitSummary
  readonly requests: readonly RequestRow[]
}

/** Reads a person's data by keys and indexes only, whatever else the database contains. */
export async function readOwnData(
  things: readonly Thing[],
  deps: Pick<SubjectDeps, 'store' | 'clock' | 'clockGuard' | 'site'>,
): Promise<OwnData> {
  const [visits, requests] = await Promise.all([
    summarizeVisits(things, deps),
    Promise.all(things.map((thing) => deps.store.readRequestsOf(idOf(thing)))),
  ])
  return { things, visits, requests: requests.flat() }
}

const iso = (ms: number): string => new Date(ms).toISOString()

/** Returns a consent's state for its person. */
export const presentConsent = (consent: StoredConsent, nowMs: number): ConsentFacts => {
  const { latest, validUntilMs } = consent
  const isExpired = latest.state !== 'ConsentWithdrawn' && nowMs >= validUntilMs
  return {
    id: consent.id,
    state: isExpired ? 'ConsentExpired' : latest.state,
    givenAt: iso(consent.givenAtMs),
    validUntil: iso(validUntilMs),
    language: consent.language,
    policyVersion: consent.policyVersion,
    noticeSha256: consent.noticeSha256,
    purposes: latest.purposes,
    dataKinds: latest.dataKinds,
  }
}

const clauseOf = (purpose: string, site: SiteConfig): string =>
  site.purposes.find(({ id }) => id === purpose)?.policyClause ?? CONTACT_CLAUSE

function purposesOf(
  things: readonly Thing[],
  restricted: MeResult['restrictions'],
  { site }: Pick<SubjectDeps, 'site'>,
): MeResult['purposes'] {
  return things.flatMap((thing, index) => {
    const stop = restricted[index]
    return Object.entries(thing.consent.latest.purposes).map(([purpose, isGranted]) => ({
      consentId: thing.consent.id,
      purpose,
      policyClause: clauseOf(purpose, site),
      ground: '5.1(1)' as const,
      isGranted,
      isRestricted: stop?.isBlocked === true || stop?.restrictedPurposes.includes(purpose) === true,
    }))
  })
}

/** Returns the fields that have a value in at least one row. */
const filled = <T extends object>(rows: readonly T[], fields: readonly (keyof T & string)[]) =>
  fields.filter((field) => rows.some((row) => row[field] !== null))

function listData({ things, visits, requests }: OwnData): MeResult['data'] {
  const messages = things.flatMap((thing) => (thing.kind === 'message' ? [thing.message] : []))
  const lists: MeResult['data'] = [
    {
      category: 'consents',
      fields: [
        ...['id', 'givenAt', 'validUntil', 'language', 'policyVersion', 'noticeSha256'],
        ...['purposes', 'dataKinds', 'surface', ...(messages.length > 0 ? ['name'] : [])],
      ],
      count: things.length,
    },
    {
      category: 'visits',
      fields: [...visits.fields],
      count: visits.count,
    },
    {
      category: 'messages',
      fields: filled(messages, ['name', 'email', 'phone', 'message', 'receivedAtMs']),
      count: messages.length,
    },
    {
      category: 'requests',
      fields: filled(requests, ['number', 'kind', 'text', 'email', 'answer', 'receivedAtMs']),
      count: requests.length,
    },
  ]
  return lists.filter(({ count }) => count > 0)
}

function termsOf(data: MeResult['data'], { site }: Pick<SubjectDeps, 'site'>): MeResult['terms'] {
  const terms: MeResult['terms'] = [
    { category: 'consents', days: site.retention.consentDays, from: 'end_of_consent' },
    { category: 'visits', days: site.visits.rawDays, from: 'visit' },
    { category: 'messages', days: site.messageDays, from: 'sending' },
    { category: 'requests', days: site.retention.requestDays, from: 'answer' },
  ]
  return terms.filter((term) => data.some(({ category }) => category === term.category))
}

/**
 * Builds the overview of a person's data: the eight answers of Art. 24 and clause 9.1(1) (DS-01), and their requests and
 * restrictions.
 */
export async function buildOverview(own: OwnData, deps: OverviewDeps): Promise<MeResult> {
  const { things, requests } = own
  const { site } = deps
  const names = new Set(things.flatMap((thing) => [idOf(thing), nameOf(thing), thing.consent.id]))
  const restricted = await readRestricted(things, deps)
  const data = listData(own)
  const kinds = new Set(things.map(({ kind }) => kind))
  const purposes = purposesOf(things, restricted, deps)
  return {
    isHeld: things.length > 0,
    purposes,
    sources: [
      ...(kinds.has('consent') ? (['browser'] as const) : []),
      ...(kinds.has('message') ? (['contact_form'] as const) : []),
    ],
    processing: [
      ...(things.length > 0 ? (['stored', 'encrypted'] as const) : []),
      ...(kinds.has('consent') ? (['counted'] as const) : []),
      ...(kinds.has('message') ? (['answered'] as const) : []),
    ],
    data,
    terms: termsOf(data, deps),
    recipients: [
      ...site.services
        .filter(({ purpose }) => purposes.some((one) => one.purpose === purpose && one.isGranted))
        .map(({ name, provider, country, purpose }) => ({ name, provider, country, purpose })),
      ...(kinds.has('message') ? site.messageRecipients : []).map(({ name, country }) => ({
        ...{ name, provider: name, country, purpose: 'contact' as const },
      })),
    ],
    disclosures: await readDisclosures(deps, names),
    consents: things.map(({ consent }) => presentConsent(consent, deps.clock())),
    messages: things.flatMap((thing, index) =>
      thing.kind === 'message'
        ? [
            {
              reference: thing.message.reference,
              receivedAt: iso(thing.message.receivedAtMs),
              isBlocked: restricted[index]?.isBlocked === true,
            },
          ]
        : [],
    ),
    requests: await Promise.all(requests.map((row) => presentToAuthor(row, deps))),
    restrictions: restricted,
    complaint: site.complaint,
  }
}
