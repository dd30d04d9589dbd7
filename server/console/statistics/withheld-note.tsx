import type { Count, StatisticsResult } from '../../contract/index.ts'
import { useSpeech } from './speech.ts'

/**
 * Explains '<5' and 'hidden', where they occur among the counts shown. A new count of the result must be added here. Rates and
 * averages are not: `null` in them says something else.
 */
export function WithheldNote({ result }: { readonly result: StatisticsResult }) {
  const { text } = useSpeech()
  const counts = countsOf(result)
  const notes = [
    { sign: text.below, meaning: text.belowMeaning, occurs: counts.includes(null) },
    { sign: text.hidden, meaning: text.hiddenMeaning, occurs: counts.includes('hidden') },
  ].filter((note) => note.occurs)
  if (notes.length === 0) return null
  return (
    <aside class="withheld-note">
      {notes.map(({ sign, meaning }) => (
        <p key={sign}>
          <b>{sign}</b> – {meaning}
        </p>
      ))}
    </aside>
  )
}

/** Returns every count of the statistics that may be withheld. */
function countsOf(result: StatisticsResult): readonly Count[] {
  const { total, days, purposes, languages, policyVersions, visitors, notListed } = result
  const { pages, referrers, browsers, systems, devices } = result
  const { hours, durations, countries, networks } = result
  const { dataKinds, signals } = result
  const withChoices = [
    ...[total, ...days, ...purposes, ...dataKinds, ...signals],
    ...[...languages, ...policyVersions],
  ]
  const withVisits = [
    ...[total, ...days, ...Object.values(notListed)],
    ...[...pages, ...referrers, ...browsers, ...systems, ...devices],
    ...[...hours, ...durations, ...countries, ...networks],
  ]
  const withVisitors = [visitors, ...visitors.days]
  return [
    ...[total.partial, total.withdrawals, total.renewals, total.changes],
    ...withChoices.flatMap((row) => [row.consents, row.refusals]),
    ...withVisits.map((row) => row.visits),
    ...withVisitors.flatMap((row) => [row.visitors, row.returning]),
  ]
}
