import { useState } from 'preact/hooks'
import type { StatisticsResult } from '../../contract/index.ts'
import { useSpeech } from '../language.ts'
import { CountText, ShareText } from './count-text.tsx'
import { DayBars } from './day-bars.tsx'
import { formatDay } from './format.ts'

type Days = StatisticsResult['days']

const CHOICES_PX = 190
const VISITS_PX = 100

/** Choices and page views of each day, drawn and as a table. */
export function DayChart({ days }: { readonly days: Days }) {
  const { text } = useSpeech()
  const [pointed, setPointed] = useState<string>()
  const label = (title: string) => `${title}. ${text.chartSummary}`
  return (
    <section class="panel days">
      <h2>{text.byDay}</h2>
      <Readout day={days.find(({ day }) => day === pointed)} />
      <h3>
        <span class="key consents">{text.consents}</span>
        <span class="key refusals">{text.refusals}</span>
      </h3>
      <DayBars
        label={label(text.choicesByDay)}
        bars={days.map(({ day, consents, refusals }) => ({ day, up: consents, down: refusals }))}
        up="consents"
        down="refusals"
        plotPx={CHOICES_PX}
        onDay={setPointed}
      />
      <h3>
        <span class="key visits">{text.visits}</span>
      </h3>
      <DayBars
        label={label(text.visitsByDay)}
        bars={days.map(({ day, visits }) => ({ day, up: visits }))}
        up="visits"
        plotPx={VISITS_PX}
        onDay={setPointed}
      />
      <details>
        <summary>{text.asTable}</summary>
        <DayTable days={days} />
      </details>
    </section>
  )
}

/** The numbers of the day that the pointer is on. */
function Readout({ day }: { readonly day: Days[number] | undefined }) {
  const { text, locale } = useSpeech()
  if (!day) return <p class="readout hint">{text.chartHint}</p>
  return (
    <p class="readout">
      <b>{formatDay(day.day, locale)}</b>
      <span class="key consents">
        {text.consents}: <CountText count={day.consents} />
      </span>
      <span class="key refusals">
        {text.refusals}: <CountText count={day.refusals} />
      </span>
      <span class="key visits">
        {text.visits}: <CountText count={day.visits} />
      </span>
    </p>
  )
}

function DayTable({ days }: { readonly days: Days }) {
  const { text, locale } = useSpeech()
  return (
    <table class="choices">
      <caption class="spoken">{text.byDay}</caption>
      <thead>
        <tr>
          <th scope="col">{text.day}</th>
          <th scope="col">{text.consents}</th>
          <th scope="col">{text.refusals}</th>
          <th scope="col">{text.consentRate}</th>
          <th scope="col">{text.visits}</th>
        </tr>
      </thead>
      <tbody>
        {days.toReversed().map((day) => (
          <tr key={day.day}>
            <th scope="row">{formatDay(day.day, locale)}</th>
            <td>
              <CountText count={day.consents} />
            </td>
            <td>
              <CountText count={day.refusals} />
            </td>
            <td>
              <ShareText share={day.consentRate} />
            </td>
            <td>
              <CountText count={day.visits} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
