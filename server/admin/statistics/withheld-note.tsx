import type { StatisticsResult } from '../../contract/index.ts'
import { useSpeech } from '../language.ts'

/** Says in words what '<5' and 'hidden' mean, where they occur. */
export function WithheldNote({ result }: { readonly result: StatisticsResult }) {
  const { text } = useSpeech()
  const { total, days, purposes, languages, policyVersions, pages, referrers, browsers } = result
  const rows = [total, ...days, ...purposes, ...languages, ...policyVersions]
  const counts: unknown[] = [
    ...rows.flatMap((row) => [row.consents, row.refusals]),
    total.withdrawals,
    ...[total, ...days, ...pages, ...referrers, ...browsers].map((row) => row.visits),
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
