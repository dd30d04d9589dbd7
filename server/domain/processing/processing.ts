import type { SiteConfig } from '../../config/site/site-config.ts'
import type { SiteService } from '../../contract/index.ts'
import type { PersonalDataId } from './personal-data-id.ts'

/** Item of clause 5.1 that processing is based on. Legitimate interests (5.1(5)) cover operation and security only. */
export type Ground = '5.1(1)' | '5.1(3)' | '5.1(5)'

/** The event from which a retention period is counted. */
export type PeriodStart = 'sending' | 'answer' | 'end'

/** How long data are stored. Days after `closing` of a message, `answer` to a request, `end` of a consent. */
export type StatedPeriod =
  | { readonly kind: 'days' | 'daysWhole'; readonly days: number }
  | {
      readonly kind: 'daysAfter'
      readonly days: number
      readonly event: PeriodStart
    }
  | { readonly kind: 'hours'; readonly hours: number }
  | {
      readonly kind:
        | 'untilReceived'
        | 'untilCleared'
        | 'untilClosed'
        | 'minuteInMemory'
        | 'byProvider'
    }

/** One use of data (clauses 4.1, 5.1). */
export interface Processing {
  readonly id:
    | 'choice'
    | 'analytics'
    | 'counts'
    | 'functional'
    | 'external'
    | 'contact'
    | 'requests'
    | 'protection'
    | 'backups'
  /** Item of clause 4.1, `4.1(9)`. */
  readonly purposeClause: string
  readonly ground: Ground
  /** Empty where it uses no personal data. */
  readonly data: readonly PersonalDataId[]
  readonly periods: readonly StatedPeriod[]
  /** Recipients of the data besides the operator. */
  readonly services: readonly Pick<SiteService, 'name' | 'provider' | 'country'>[]
}

const VISIT_DATA = ['ip', 'browser', 'visit_time', 'visitor_cookie'] as const
const CONTACT_DATA = ['name', 'email', 'phone', 'message'] as const

/** Returns the processing for the purposes that visitors can grant: those on offer only. */
function listGranted({ purposes, services, visits, retention }: SiteConfig): Processing[] {
  return purposes.flatMap(({ id, policyClause: purposeClause }): Processing[] => {
    const granted = { purposeClause, ground: '5.1(1)' } as const
    // `necessary` is not on offer, so the configuration does not contain it.
    if (id === 'necessary') return []
    const own = services.filter(({ purpose }) => purpose === id)
    if (id !== 'analytics') {
      const data = id === 'external' ? (['ip', 'browser'] as const) : []
      const period = { kind: own.length > 0 ? 'byProvider' : 'untilCleared' } as const
      return [
        { ...granted, id, data: own.length > 0 ? data : [], periods: [period], services: own },
      ]
    }
    const periods: StatedPeriod[] = [
      { kind: 'days', days: visits.rawDays },
      { kind: 'daysWhole', days: visits.ipFullDays },
    ]
    return [
      { ...granted, id, data: VISIT_DATA, periods, services: own },
      {
        ...granted,
        id: 'counts',
        data: [],
        periods: [{ kind: 'days', days: retention.countDays }],
        services: [],
      },
    ]
  })
}

/** Returns all data processing of this site, derived from its configuration (PO-07). */
export function listProcessing(site: SiteConfig): Processing[] {
  const byOperator = { services: [] }
  return [
    {
      ...byOperator,
      id: 'choice',
      purposeClause: '4.1(10)',
      ground: '5.1(3)',
      data: ['choice'],
      periods: [{ kind: 'daysAfter', days: site.retention.consentDays, event: 'end' }],
    },
    ...listGranted(site),
    {
      id: 'contact',
      services: site.messageRecipients.map(({ name, country }) => ({
        ...{ name, provider: name, country },
      })),
      purposeClause: '4.1(7)',
      ground: '5.1(1)',
      data: CONTACT_DATA,
      periods: [{ kind: 'daysAfter', days: site.messageDays, event: 'sending' }],
    },
    {
      ...byOperator,
      id: 'requests',
      purposeClause: '4.1(7)',
      ground: '5.1(3)',
      data: ['email', 'request'],
      periods: [{ kind: 'daysAfter', days: site.retention.requestDays, event: 'answer' }],
    },
    {
      ...byOperator,
      id: 'protection',
      purposeClause: '4.1(8)',
      ground: '5.1(5)',
      data: ['ip'],
      periods: [{ kind: 'minuteInMemory' }],
    },
    {
      ...byOperator,
      id: 'backups',
      purposeClause: '4.1(8)',
      ground: '5.1(5)',
      data: ['choice', ...(offersVisits(site) ? VISIT_DATA : []), ...CONTACT_DATA, 'request'],
      periods: [{ kind: 'days', days: site.backups.keepDays }],
    },
  ]
}

const offersVisits = ({ purposes }: SiteConfig) => purposes.some(({ id }) => id === 'analytics')
