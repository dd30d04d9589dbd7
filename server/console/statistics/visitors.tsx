import type { StatisticsResult } from '../../contract/index.ts'
import { formatDay, formatDecimal } from '../parts/value/format.ts'
import { CountText, Spoken } from './count-text.tsx'
import { Figure } from './figures.tsx'
import { useSpeech } from './speech.ts'

/** Visitors who let their visits be joined: in the period, and per day. */
export function Visitors({ figures }: { readonly figures: StatisticsResult['visitors'] }) {
  const { text, language } = useSpeech()
  const { visitors, returning, pagesPerVisitor, days } = figures
  return (
    <section class="visitors">
      <div class="figures">
        <dl class="panel">
          <Figure name={text.visitors} meaning={text.visitorsMeaning}>
            <CountText count={visitors} />
          </Figure>
          <Figure name={text.returning} meaning={text.returningMeaning}>
            <CountText count={returning} />
          </Figure>
          <Figure name={text.pagesPerVisitor} meaning={text.pagesPerVisitorMeaning}>
            {pagesPerVisitor === null ? (
              <Spoken shown={text.noRate} spoken={text.noRateSpoken} />
            ) : (
              formatDecimal(pagesPerVisitor, language)
            )}
          </Figure>
        </dl>
      </div>
      <details class="panel">
        <summary>{text.visitorsByDay}</summary>
        <table class="choices">
          <caption class="spoken">{text.visitorsByDay}</caption>
          <thead>
            <tr>
              <th scope="col">{text.day}</th>
              <th scope="col">{text.visitors}</th>
              <th scope="col">{text.returning}</th>
            </tr>
          </thead>
          <tbody>
            {[...days].reverse().map((day) => (
              <tr key={day.day}>
                <th scope="row">{formatDay(day.day, language)}</th>
                <td>
                  <CountText count={day.visitors} />
                </td>
                <td>
                  <CountText count={day.returning} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  )
}
