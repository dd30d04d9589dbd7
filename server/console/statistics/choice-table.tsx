import type { ConsentFigures } from '../../contract/index.ts'
import { ShareBar } from './chart/share-bar.tsx'
import { CountText, ShareText } from './count-text.tsx'
import { SaveCsv } from './save.tsx'
import { useSpeech } from './speech.ts'

/** A row of a table of choices. */
export interface ChoiceRow extends ConsentFigures {
  readonly name: string
  /** Language of the name, where it differs from the console's. */
  readonly nameLanguage?: string
}

/** Consents, refusals and consent rate of each row, with what the rate is of. */
export function ChoiceTable({
  title,
  nameTitle,
  what,
  rows,
  note,
}: {
  readonly title: string
  readonly nameTitle: string
  /** Part of the name of the saved file. */
  readonly what: string
  readonly rows: readonly ChoiceRow[]
  /** One more sentence about it. */
  readonly note?: string | undefined
}) {
  const { text } = useSpeech()
  const cells = () => [
    [nameTitle, text.consents, text.refusals, text.consentRate],
    ...rows.map((row) => [
      row.name,
      row.consents,
      row.refusals,
      row.consentRate === null ? '' : row.consentRate,
    ]),
  ]
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
      <div class="under-table">
        <p class="hint">
          {text.choicesOf} {note}
        </p>
        <SaveCsv what={what} rows={cells} />
      </div>
    </section>
  )
}
