import type { DataKindId, DataKinds } from '../../contract/index.ts'
import type { DailyCount, Dimension, Measure } from '../../store/store.ts'

/** The data kinds in the order in which they are listed. */
export const COUNTED_KINDS: readonly DataKindId[] = [
  'ip',
  'browser',
  'visit_time',
  'visitor_cookie',
]

const one =
  (day: string) =>
  (measure: Measure, dimension: Dimension, value: string): DailyCount => ({
    ...{ day, measure, dimension, value },
    count: 1,
  })

const signalOf = (isGpc: boolean) => (isGpc ? 'gpc' : 'none')

/**
 * Returns the counts of what a consent grants besides its purposes: everything or a part, each data kind, and whether the
 * browser sent Global Privacy Control. They contain no id.
 */
export function countConsentDetails(
  day: string,
  {
    purposes,
    dataKinds,
    isGpc,
  }: {
    readonly purposes: Readonly<Record<string, boolean>>
    readonly dataKinds: DataKinds
    readonly isGpc: boolean
  },
): readonly DailyCount[] {
  const count = one(day)
  const hasKind = (kind: DataKindId) => purposes.analytics === true && dataKinds[kind]
  const isWhole =
    Object.values(purposes).every(Boolean) &&
    (purposes.analytics !== true || COUNTED_KINDS.every(hasKind))
  return [
    count('consent', 'extent', isWhole ? 'all' : 'some'),
    count('consent', 'signal', signalOf(isGpc)),
    ...('analytics' in purposes
      ? COUNTED_KINDS.map((kind) => count(hasKind(kind) ? 'consent' : 'refusal', 'data_kind', kind))
      : []),
  ]
}

/** Returns the same of a refusal of everything: it refuses each data kind, where analytics is on offer. */
export function countRefusalDetails(
  day: string,
  { offered, isGpc }: { readonly offered: readonly string[]; readonly isGpc: boolean },
): readonly DailyCount[] {
  const count = one(day)
  const kinds = offered.includes('analytics') ? COUNTED_KINDS : []
  return [
    count('refusal', 'signal', signalOf(isGpc)),
    ...kinds.map((kind) => count('refusal', 'data_kind', kind)),
  ]
}
