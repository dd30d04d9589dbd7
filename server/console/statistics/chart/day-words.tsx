import type { Count, StatisticsResult } from '../../../contract/index.ts'
import { formatDay, formatNumber } from '../../parts/value/format.ts'
import { fill } from '../../text/fill.ts'
import { SaveCsv } from '../save.tsx'
import { useSpeech } from '../speech.ts'
import type { DayMark } from './day-marks.ts'

type Days = StatisticsResult['days']
type Props = { readonly result: StatisticsResult }

/** Says in words what the lines on the chart are. */
export function Marks({ marks }: { readonly marks: readonly DayMark[] }) {
  const { text, language } = useSpeech()
  if (marks.length === 0) return null
  return (
    <ul class="marks">
      {marks.map(({ day, version }) => (
        <li key={version}>
          {formatDay(day, language)}: {fill(text.newVersion, { version })}
        </li>
      ))}
    </ul>
  )
}

/** The day with the largest sum, if every count of it is shown. */
function findMost(days: Days, countsOf: (day: Days[number]) => readonly Count[]) {
  const sums = days.map((day) => ({
    day: day.day,
    n: countsOf(day).reduce<number>(
      (sum, count) => sum + (typeof count === 'number' ? count : 0),
      0,
    ),
  }))
  const [most] = sums.sort((one, other) => other.n - one.n)
  return most && most.n > 0 && days.length > 1 ? most : undefined
}

function Sentence({
  words,
  most,
}: {
  readonly words: string
  readonly most: ReturnType<typeof findMost>
}) {
  const { text, language } = useSpeech()
  return (
    <p class="hint sentence">
      {words}{' '}
      {most &&
        fill(text.mostOnDay, {
          day: formatDay(most.day, language),
          n: formatNumber(most.n, language),
        })}
    </p>
  )
}

/** What the chart of choices shows, in words. */
export function ChoicesSentence({ result: { total, days } }: Props) {
  const { text } = useSpeech()
  const say = useCountWords()
  return (
    <Sentence
      words={fill(text.choicesSentence, {
        consents: say(total.consents),
        refusals: say(total.refusals),
      })}
      most={findMost(days, ({ consents, refusals }) => [consents, refusals])}
    />
  )
}

/** What the chart of page views shows, in words. */
export function VisitsSentence({ result: { total, days } }: Props) {
  const { text } = useSpeech()
  const say = useCountWords()
  return (
    <Sentence
      words={fill(text.visitsSentence, { n: say(total.visits) })}
      most={findMost(days, ({ visits }) => [visits])}
    />
  )
}

/** Returns a function that writes a count as it may be shown. */
function useCountWords(): (count: Count) => string {
  const { text, language } = useSpeech()
  return (count) => {
    if (count === null) return text.belowSpoken
    return count === 'hidden' ? text.hidden : formatNumber(count, language)
  }
}

/** Saves the figures of each day. */
export function SaveDays({ days }: { readonly days: Days }) {
  const { text } = useSpeech()
  return (
    <p>
      <SaveCsv
        what="days"
        rows={() => [
          [text.day, text.consents, text.refusals, text.visits],
          ...days.map((day) => [day.day, day.consents, day.refusals, day.visits]),
        ]}
      />
    </p>
  )
}
