import type { ConsentFigures } from '../../contract/index.ts'
import { ShareBar } from './chart/share-bar.tsx'
import { CountText, ShareText } from './count-text.tsx'
import { useSpeech } from './speech.ts'

/** A row of a table of choices. */
export interface ChoiceRow extends ConsentFigures {
  readonly name: string
  /** Language of the name, where it differs from the console's. */
  readonly nameLanguage?: string
}

/** Consents, refusals and consent rate of each row. */
export function ChoiceTable({
  title,
  nameTitle,
  rows,
}: {
  readonly title: string
  readonly nameTitle: string
  readonly rows: readonly ChoiceRow[]
}) {
  const { text } = useSpeech()
  return (
    <section class="panel">
      <table class="choices">
        <caption>{title}</caption>
        <thead>
          <tr>
            <th scope="col">{nameTitle}</th>
            <th scope="col">{text.consents}</th>
            <th scope="col">{text.refusals}</th>
            <th scope="col">{text.consentRate}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.name}>
              <th scope="row" lang={row.nameLanguage}>
                {row.name}
              </th>
              <td>
                <CountText count={row.consents} />
              </td>
              <td>
                <CountText count={row.refusals} />
              </td>
              <td class="rate">
                <ShareText share={row.consentRate} />
                <ShareBar share={row.consentRate} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
