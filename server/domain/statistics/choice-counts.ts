import type { Language } from '../../contract/index.ts'
import type { DailyCount, Dimension, Measure } from '../../store/store.ts'

/** The counts that one choice adds to the day's statistics. They contain no id (CB-20, TR-09). */
interface CountedChoice {
  readonly day: string
  readonly language: Language
  readonly policyVersion: string
}

const one =
  (day: string) =>
  (measure: Measure, dimension: Dimension, value: string): DailyCount => ({
    day,
    measure,
    dimension,
    value,
    count: 1,
  })

/** Returns the counts of a consent: in total, and granted or refused for each purpose on offer. */
export function countConsent(
  choice: CountedChoice,
  purposes: Readonly<Record<string, boolean>>,
): readonly DailyCount[] {
  const count = one(choice.day)
  return [
    count('consent', 'all', ''),
    count('consent', 'language', choice.language),
    count('consent', 'policy_version', choice.policyVersion),
    ...Object.entries(purposes).map(([id, isGranted]) =>
      count(isGranted ? 'consent' : 'refusal', 'purpose', id),
    ),
  ]
}

/** Returns the counts of a refusal of everything: a refusal of each purpose on offer. */
export function countRefusal(
  choice: CountedChoice,
  offered: readonly string[],
): readonly DailyCount[] {
  const count = one(choice.day)
  return [
    count('refusal', 'all', ''),
    count('refusal', 'language', choice.language),
    count('refusal', 'policy_version', choice.policyVersion),
    ...offered.map((id) => count('refusal', 'purpose', id)),
  ]
}

/** Returns the counts of a withdrawal. */
export const countWithdrawal = (day: string): readonly DailyCount[] => [
  one(day)('withdrawal', 'all', ''),
]

/** Returns the counts of a choice that replaces another: one event, neither a new consent nor a withdrawal. */
export const countReplacement = (
  day: string,
  kind: 'renewal' | 'change',
): readonly DailyCount[] => [one(day)(kind, 'all', '')]
