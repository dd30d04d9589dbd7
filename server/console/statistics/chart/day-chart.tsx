import { useState } from 'preact/hooks'
import type { Count, StatisticsResult } from '../../../contract/index.ts'
import { formatDay } from '../../parts/value/format.ts'
import { CountText, ShareText } from '../count-text.tsx'
import { useSpeech } from '../speech.ts'
import { DayBars } from './day-bars.tsx'
import { marksOf } from './day-marks.ts'
import { ChoicesSentence, Marks, SaveDays, VisitsSentence } from './day-words.tsx'

type Days = StatisticsResult['days']

const CHOICES_PX = 190
const VISITS_PX = 100

const isDrawn = (count: Count | undefined): boolean => typeof count === 'number' && count > 0

/** Choices and page views of each day as a chart and a table. */
export function DayChart({ result }: { readonly result: StatisticsResult }) {
  const { text } = useSpeech()
  const { days } = result
  const marks = marksOf(result)
  const [pointed, setPointed] = useState<string>()
  const draw = (
    title: string,
    bars: Omit<Parameters<typeof DayBars>[0], 'label' | 'onDay' | 'marks'>,
  ) =>
    bars.bars.some(({ up, down }) => isDrawn(up) || isDrawn(down)) ? (
      <DayBars
        {...bars}
        marks={marks}
        label={`${title}. ${text.chartSummary}`}
        onDay={setPointed}
      />
    ) : (
      <p class="hint">{text.tooFewToDraw}</p>
    )
  return (
    <section class="panel days">
      <h2>{text.byDay}</h2>
      <Readout day={days.find(({ day }) => day === pointed)} />
      <h3>
        <span class="key consents">{text.consents}</span>
        <span class="key refusals">{text.refusals}</span>
        <WithheldKey counts={days.flatMap((day) => [day.consents, day.refusals])} />
      </h3>
      <ChoicesSentence result={result} />
      {draw(text.choicesByDay, {
        bars: days.map(({ day, consents, refusals }) => ({ day, up: consents, down: refusals })),
        up: 'consents',
        down: 'refusals',
        plotPx: CHOICES_PX,
      })}
      <h3>
        <span class="key visits">{text.visits}</span>
        <WithheldKey counts={days.map((day) => day.visits)} />
      </h3>
      <VisitsSentence result={result} />
      {draw(text.visitsByDay, {
        bars: days.map(({ day, visits }) => ({ day, up: visits })),
        up: 'visits',
        plotPx: VISITS_PX,
      })}
      <Marks marks={marks} />
      <details>
        <summary>{text.asTable}</summary>
        <DayTable days={days} />
      </details>
      <SaveDays days={days} />
    </section>
  )
}

/** Legend for the pale stubs: every sign that the counts have, since one chart may have both. */
function WithheldKey({ counts }: { readonly counts: readonly Count[] }) {
  const { text } = useSpeech()
  const signs = [
    { sign: text.below, occurs: counts.includes(null) },
    { sign: text.hidden, occurs: counts.includes('hidden') },
  ].filter(({ occurs }) => occurs)
  return signs.map(({ sign }) => (
    <span key={sign} class="key withheld-key">
      {sign}
    </span>
  ))
}

/** Numbers of the day under the pointer. */
function Readout({ day }: { readonly day: Days[number] | undefined }) {
  const { text, language } = useSpeech()
  if (!day) return <p class="readout hint">{text.chartHint}</p>
  return (
    <p class="readout">
      <b>{formatDay(day.day, language)}</b>
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
  const { text, language } = useSpeech()
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
        {[...days].reverse().map((day) => (
          <tr key={day.day}>
            <th scope="row">{formatDay(day.day, language)}</th>
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
