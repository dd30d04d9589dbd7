import type { Count } from '../../contract/index.ts'
import { useSpeech } from '../language.ts'
import { CountText } from './count-text.tsx'
import { ShareBar } from './share-bar.tsx'

/** Names with their page views, most first. */
export function Ranking({
  title,
  nameTitle,
  rows,
}: {
  readonly title: string
  readonly nameTitle: string
  readonly rows: readonly { readonly name: string; readonly visits: Count }[]
}) {
  const { text } = useSpeech()
  if (rows.length === 0) {
    return (
      <section class="panel">
        <h2>{title}</h2>
        <p class="hint">{text.noRows}</p>
      </section>
    )
  }
  const [first] = rows
  const most = typeof first?.visits === 'number' ? first.visits : 0
  return (
    <section class="panel">
      <table class="ranking">
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
                {name}
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
    </section>
  )
}
