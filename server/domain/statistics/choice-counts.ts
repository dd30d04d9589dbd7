import type { Language } from '../../contract/index.ts'
import type { DailyCount, Dimension, Measure } from '../../store/store.ts'

/** What one choice adds to the day's figures. No id goes in, so none comes out (CB-20, TR-09). */
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

/** Counts of a consent: as a whole, and granted or refused for each purpose on offer. */
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

/** Counts of a refusal of everything: a refusal of each purpose on offer. */
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

/** Counts of a withdrawal. */
export const countWithdrawal = (day: string): readonly DailyCount[] => [
  one(day)('withdrawal', 'all', ''),
]

/** Counts of a choice that takes the place of another one: one event, and neither one more consent nor a withdrawal. */
export const countReplacement = (
  day: string,
  kind: 'renewal' | 'change',
): readonly DailyCount[] => [one(day)(kind, 'all', '')]
