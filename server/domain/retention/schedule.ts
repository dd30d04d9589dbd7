import type { SiteConfig } from '../../config/site/site-config.ts'
import { type PeriodBounds, periodBounds } from './period-bounds.ts'

/** The event from which a retention period is counted. */
export type StartEvent =
  | 'visit'
  | 'day'
  | 'sending'
  | 'end_of_consent'
  | 'answer'
  | 'entry'
  | 'making'
  | 'end_of_hold'

/** What happens when a retention period ends. `prune` deletes, and records in a register which links of the chain are gone. */
export type EndAction = 'delete' | 'shorten' | 'drop_small' | 'prune' | 'keep'

/** Who carries it out: the daily job, another regular job, or the host on which the server runs. */
export type CarriedOutBy =
  | 'retention'
  | 'requests'
  | 'erasures'
  | 'backup'
  | 'mail'
  | 'host'
  | 'nobody'

/** A retention period: a number with its bounds, or as long as other data exist. */
export type RetentionPeriod =
  | {
      readonly unit: 'days' | 'hours'
      readonly length: number
      readonly min: number
      readonly max: number
    }
  | { readonly unit: 'as_long_as'; readonly what: string }

/** The retention rule of one class of data (RT-01). */
export interface RetentionRule {
  readonly dataClass: string
  /** Tables, columns (`visits.address`) or files that contain it. */
  readonly holds: readonly string[]
  readonly period: RetentionPeriod
  readonly from: StartEvent
  /** Clauses of the policy and articles of the law that the retention period is based on. */
  readonly ground: string
  readonly atEnd: EndAction
  readonly by: CarriedOutBy
}

const days = (length: number, { min, max }: PeriodBounds): RetentionPeriod => ({
  unit: 'days',
  length,
  min,
  max,
})
const hours = (length: number): RetentionPeriod => ({
  unit: 'hours',
  length,
  min: length,
  max: length,
})
const asLongAs = (what: string): RetentionPeriod => ({ unit: 'as_long_as', what })

/** The retention periods that the school sets; all others follow from the purpose of the data. */
type ConfiguredPeriods = Pick<SiteConfig, 'visits' | 'messageDays' | 'retention' | 'backups'>

const listVisitRules = ({ visits, retention }: ConfiguredPeriods): readonly RetentionRule[] => [
  {
    ...{ dataClass: 'visits', from: 'visit' },
    holds: ['visits', 'visit_stretches', 'visit_places', 'visit_keys'],
    ...{ period: days(visits.rawDays, periodBounds.visits), ground: '5.1(1), 4.1(9), 6.3' },
    ...{ atEnd: 'delete', by: 'retention' },
  },
  {
    ...{ dataClass: 'visit_addresses', holds: ['visits.address'], from: 'visit', by: 'retention' },
    ...{ period: days(visits.ipFullDays, periodBounds.visitAddresses), ground: '5.1(1), 6.1, 6.4' },
    atEnd: 'shorten',
  },
  {
    // With the raw visits go counts so small that they could identify people (RT-04).
    ...{ dataClass: 'small_counts', holds: ['daily_counts.value'], from: 'day', by: 'retention' },
    ...{ period: days(visits.rawDays, periodBounds.visits), ground: '6.4' },
    atEnd: 'drop_small',
  },
  {
    ...{ dataClass: 'daily_counts', holds: ['daily_counts'], from: 'day', by: 'retention' },
    ...{ period: days(retention.countDays, periodBounds.counts), ground: '4.1(9), 6.3' },
    atEnd: 'delete',
  },
]

const listPersonRules = ({
  messageDays,
  retention,
}: ConfiguredPeriods): readonly RetentionRule[] => [
  {
    ...{ dataClass: 'messages', holds: ['messages'], from: 'sending', by: 'retention' },
    ...{ period: days(messageDays, periodBounds.messages), ground: '5.1(1), 4.1(7), 6.3' },
    atEnd: 'delete',
  },
  {
    ...{ dataClass: 'requests', holds: ['requests'], from: 'answer', by: 'retention' },
    ...{ period: days(retention.requestDays, periodBounds.requests), ground: '5.1(3), 9.1, 6.3' },
    atEnd: 'delete',
  },
  {
    ...{ dataClass: 'consents', holds: ['consent_records', 'consent_events'], by: 'retention' },
    ...{ period: days(retention.consentDays, periodBounds.consents), from: 'end_of_consent' },
    ...{ ground: '5.1(3), 6.3', atEnd: 'prune' },
  },
  {
    ...{ dataClass: 'restrictions', holds: ['restrictions'], from: 'making', by: 'retention' },
    ...{ period: asLongAs('what they restrict'), ground: '9.1(2), 9.1(4)', atEnd: 'delete' },
  },
  {
    ...{ dataClass: 'legal_holds', holds: ['legal_holds'], from: 'end_of_hold', by: 'retention' },
    ...{
      period: { unit: 'days', length: 0, min: 0, max: 0 },
      ground: '5.1(3), 6.3',
      atEnd: 'delete',
    },
  },
  {
    ...{ dataClass: 'deferred_erasures', holds: ['deferred_erasures'], from: 'making' },
    ...{ period: asLongAs('the hold'), ground: '9.1(2)', atEnd: 'delete', by: 'erasures' },
  },
  {
    ...{ dataClass: 'one_time_codes', holds: ['one_time_codes'], from: 'making', by: 'requests' },
    ...{ period: hours(2), ground: '9.1', atEnd: 'delete' },
  },
  {
    ...{ dataClass: 'counted_uses', holds: ['counted_uses'], from: 'making', by: 'requests' },
    ...{ period: hours(25), ground: '7.1', atEnd: 'delete' },
  },
  {
    ...{ dataClass: 'mail_queue', holds: ['mail_queue'], from: 'making', by: 'retention' },
    ...{ period: hours(72), ground: '4.1(7), 9.1', atEnd: 'delete' },
  },
]

/** The law requires registers to be kept for five years (5.1(3)); the database rejects any deletion from them. */
const listProofRules = (): readonly RetentionRule[] => [
  {
    ...{ dataClass: 'registers', from: 'entry', by: 'nobody' },
    holds: ['register_entries', 'disclosed_subjects', 'register_keys'],
    ...{ period: asLongAs('the database, 5 years at least'), ground: '5.1(3)', atEnd: 'keep' },
  },
  {
    ...{ dataClass: 'ledger', from: 'making' },
    holds: ['ledger_checkpoints', 'pruned_events', 'ledger_heads'],
    ...{ period: asLongAs('the chain'), ground: '5.1(3)', atEnd: 'keep', by: 'nobody' },
  },
  {
    ...{ dataClass: 'signing_keys', from: 'making', by: 'nobody' },
    holds: ['signing_keys', 'signing_key_bindings'],
    ...{ period: asLongAs('anything that they signed'), ground: '5.1(3)', atEnd: 'keep' },
  },
  {
    // They contain no personal data, and a receipt that its person keeps refers to them for good.
    ...{ dataClass: 'notices', holds: ['notices'], from: 'making', by: 'nobody' },
    ...{ period: asLongAs('the database'), ground: '5.1(3)', atEnd: 'keep' },
  },
  {
    // What consents were given to; without personal data.
    ...{ dataClass: 'policies', holds: ['policy_versions', 'policy_drafts'], from: 'making' },
    ...{ period: asLongAs('the database'), ground: '5.1(3), 11.1', atEnd: 'keep', by: 'nobody' },
  },
]

const listOperationRules = ({
  retention,
  backups,
}: ConfiguredPeriods): readonly RetentionRule[] => [
  {
    ...{ dataClass: 'admin_sessions', holds: ['admin_sessions'], from: 'making', by: 'retention' },
    ...{ period: hours(12), ground: '7.2(2)', atEnd: 'delete' },
  },
  {
    ...{ dataClass: 'admin_passwords', holds: ['admin_passwords'], from: 'making', by: 'nobody' },
    ...{ period: asLongAs('nobody changes it'), ground: '7.2(2)', atEnd: 'keep' },
  },
  {
    // The audit names an account by its id for as long as the registers are kept.
    ...{ dataClass: 'accounts', holds: ['accounts', 'recovery_codes'], from: 'making' },
    ...{ period: asLongAs('the database'), ground: '7.2(2), 7.2(4)', atEnd: 'keep', by: 'nobody' },
  },
  {
    ...{ dataClass: 'invitations', holds: ['invitations'], from: 'making', by: 'retention' },
    ...{ period: hours(72), ground: '7.2(2)', atEnd: 'delete' },
  },
  {
    ...{ dataClass: 'key_generations', holds: ['key_generations'], from: 'making', by: 'nobody' },
    ...{ period: asLongAs('the database'), ground: '7.1', atEnd: 'keep' },
  },
  {
    ...{ dataClass: 'operation', holds: ['jobs', 'destruction_tallies'], from: 'making' },
    ...{ period: asLongAs('the server'), ground: '6.3', atEnd: 'keep', by: 'nobody' },
  },
  {
    ...{ dataClass: 'deletions', holds: ['deletion_list', 'file:deletions.log'], from: 'making' },
    ...{ period: asLongAs('the database'), ground: '6.4, 7.2(3)', atEnd: 'keep', by: 'nobody' },
  },
  {
    ...{ dataClass: 'backups', holds: ['file:kelisim-….backup'], from: 'making', by: 'backup' },
    ...{ period: days(backups.keepDays, periodBounds.backups), ground: '7.2(3)', atEnd: 'delete' },
  },
  {
    ...{ dataClass: 'server_log', holds: ['file:server log'], from: 'making', by: 'host' },
    ...{ period: days(retention.serverLogDays, periodBounds.serverLog), ground: '7.1' },
    atEnd: 'delete',
  },
]

/**
 * Builds the only retention schedule (RT-01): every class of data that the server stores anywhere, with the school's
 * retention periods.
 */
export const buildSchedule = (site: ConfiguredPeriods): readonly RetentionRule[] => [
  ...listVisitRules(site),
  ...listPersonRules(site),
  ...listProofRules(),
  ...listOperationRules(site),
]

const isWhole = ({ holds, period, from, ground, atEnd, by }: RetentionRule): boolean =>
  holds?.length > 0 && [period?.unit, from, ground, atEnd, by].every((part) => Boolean(part))

const isWithin = ({ period }: RetentionRule): boolean =>
  period.unit === 'as_long_as' || (period.length >= period.min && period.length <= period.max)

/**
 * Returns what is wrong with a schedule (RT-01, RT-02): tables without a rule, rules with missing parts, retention periods
 * outside their bounds. The server does not start with any of these, because data without a retention period would be kept
 * for ever.
 *
 * @param tables every table of the database.
 */
export function findScheduleProblems(
  rules: readonly RetentionRule[],
  tables: readonly string[],
): string[] {
  const held = new Set(rules.flatMap(({ holds }) => holds ?? []))
  const whole = rules.filter(isWhole)
  return [
    ...tables
      .filter((table) => !held.has(table))
      .map((table) => `${table}: has no retention rule.`),
    ...rules
      .filter((rule) => !isWhole(rule))
      .map(({ dataClass }) => `${dataClass}: lacks period, start, ground or end action.`),
    ...whole
      .filter((rule) => !isWithin(rule))
      .map(
        ({ dataClass, period }) => `${dataClass}: ${formatPeriod(period)} is out of its bounds.`,
      ),
  ]
}

/** Formats a retention period: `30 days`, `12 hours`, `as long as the chain`. */
export const formatPeriod = (period: RetentionPeriod): string =>
  period.unit === 'as_long_as'
    ? `as long as ${period.what}`
    : `${period.length} ${period.length === 1 ? period.unit.slice(0, -1) : period.unit}`

const starts: Readonly<Record<StartEvent, string>> = {
  visit: 'the visit',
  day: 'the day',
  sending: 'the sending',
  end_of_consent: 'the consent’s end',
  answer: 'the answer',
  entry: 'the entry',
  making: 'it was made',
  end_of_hold: 'the hold’s end',
}

/** Formats retention period and start as docs/data.md writes them: `30 days after the visit`. */
export const formatRule = ({ period, from }: RetentionRule): string =>
  period.unit === 'as_long_as'
    ? formatPeriod(period)
    : `${formatPeriod(period)} after ${starts[from]}`
