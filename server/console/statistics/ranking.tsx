import type { Count, StatisticsResult } from '../../contract/index.ts'
import { formatNumber } from '../parts/value/format.ts'
import { useSite } from '../shell/site.ts'
import { fill } from '../text/fill.ts'
import { ShareBar } from './chart/share-bar.tsx'
import { CountText } from './count-text.tsx'
import { SaveCsv } from './save.tsx'
import { useSpeech } from './speech.ts'

type NotListed = StatisticsResult['notListed']['pages']

/** Note that a list is incomplete, where it is. */
function Rest({ notListed }: { readonly notListed: NotListed | undefined }) {
  const { text, language } = useSpeech()
  if (!notListed || notListed.visits === 0) return null
  const { perDay, visits } = notListed
  return (
    <p class="hint">
      {fill(text.notListed, { n: formatNumber(perDay, language) })} <CountText count={visits} />
    </p>
  )
}

/** Names with their page views, most first. */
export function Ranking({
  title,
  nameTitle,
  rows,
  what,
  notListed,
  note,
  isRanked = true,
}: {
  readonly title: string
  readonly nameTitle: string
  /** Part of the name of the saved file. */
  readonly what: string
  readonly rows: readonly { readonly name: string; readonly visits: Count }[]
  readonly notListed?: NotListed
  /** Whose page views these are, where not everybody's. */
  readonly note?: string
  /** Whether the first row is the largest. Default: yes; hours stand in their own order. */
  readonly isRanked?: boolean
}) {
  const { text, language } = useSpeech()
  const { purposes } = useSite()
  if (rows.length === 0) {
    const isOffered = purposes.some(({ id }) => id === 'analytics')
    return (
      <section class="panel">
        <h2>{title}</h2>
        <p class="hint">{isOffered ? text.noRows : text.notOffered}</p>
        {note && <p class="hint">{note}</p>}
        <Rest notListed={notListed} />
      </section>
    )
  }
  const [first] = rows
  const most = Math.max(...rows.map(({ visits }) => (typeof visits === 'number' ? visits : 0)))
  return (
    <section class="panel">
      <table class={isRanked ? 'ranking' : 'ranking compact'}>
        <caption>{title}</caption>
        <thead>
          <tr>
            <th scope="col">{nameTitle}</th>
            <th scope="col">{text.visits}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, visits }) => (
            <tr key={name}>
              <th scope="row">
                <span class="name">{name}</span>
                <ShareBar
                  kind="visits"
                  share={typeof visits === 'number' && most > 0 ? visits / most : null}
                />
              </th>
              <td>
                <CountText count={visits} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Rest notListed={notListed} />
      <div class="under-table">
        <p class="hint">
          {first && typeof first.visits === 'number' && isRanked
            ? `${fill(text.mostOften, { name: first.name, n: formatNumber(first.visits, language) })} `
            : ''}
          {note}
        </p>
        <SaveCsv
          what={what}
          rows={() => [[nameTitle, text.visits], ...rows.map(({ name, visits }) => [name, visits])]}
        />
      </div>
    </section>
  )
}
