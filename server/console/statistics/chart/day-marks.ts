import type { StatisticsResult } from '../../../contract/index.ts'

/** Something that happened on a day and may explain what the chart shows. */
export interface DayMark {
  readonly day: string
  /** Version of the policy that came into force. */
  readonly version: string
}

/** Returns the versions of the policy that came into force in the period: each is named by its first day. */
export const marksOf = ({
  policyVersions,
  days,
}: Pick<StatisticsResult, 'policyVersions' | 'days'>): readonly DayMark[] =>
  policyVersions
    .map(({ policyVersion }) => ({ day: policyVersion.slice(0, 10), version: policyVersion }))
    .filter(({ day }) => days.some((one) => one.day === day))
