import type { StatisticsResult } from '../../contract/index.ts'
import { useSpeech } from '../shell/language.ts'

/** Explains '<5' and 'hidden', where they occur. */
export function WithheldNote({ result }: { readonly result: StatisticsResult }) {
  const { text } = useSpeech()
  const { total, days, purposes, languages, policyVersions, visitors } = result
  const { pages, referrers, browsers, systems, devices } = result
  const { hours, durations, countries, networks } = result
  const lists = [
    pages,
    referrers,
    browsers,
    systems,
    devices,
    hours,
    durations,
    countries,
    networks,
  ]
  const rows = [total, ...days, ...purposes, ...languages, ...policyVersions]
  const counts: unknown[] = [
    ...rows.flatMap((row) => [row.consents, row.refusals]),
    ...[total.withdrawals, total.renewals, total.changes],
    ...[total, ...days, ...lists.flat()].map((row) => row.visits),
    ...[visitors, ...visitors.days].flatMap((row) => [row.visitors, row.returning]),
    ...Object.values(result.notListed).map((list) => list.visits),
  ]
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
