import { useId, useState } from 'preact/hooks'
import type { Period } from '../parts/value/format.ts'
import { fill } from '../text/fill.ts'
import { findPeriodProblem, lastDays, MAX_DAYS } from './period.ts'
import { useSpeech } from './speech.ts'
import type { StatisticsTexts as Texts } from './text/kk.ts'

const CHOICES = [7, 30, 90] as const

/** Initial period of the chooser. */
export const USUAL_DAYS: (typeof CHOICES)[number] = 30

/** Chooses a period: a predefined one, or another by its first and last day. */
export function PeriodChooser({
  period,
  today,
  onPeriod,
}: {
  readonly period: Period
  readonly today: string
  readonly onPeriod: (period: Period) => void
}) {
  const { text } = useSpeech()
  const name = useId()
  const [chosen, setChosen] = useState<number | 'custom'>(USUAL_DAYS)
  const choose = (days: number) => {
    setChosen(days)
    onPeriod(lastDays(days, today))
  }
  const option = (value: number | 'custom', label: string, onChoose: () => void) => (
    <label key={value}>
      <input type="radio" name={name} checked={chosen === value} onChange={onChoose} />
      <span>{label}</span>
    </label>
  )
  return (
    <div class="period">
      <fieldset class="segments">
        <legend class="spoken">{text.period}</legend>
        {CHOICES.map((days) => option(days, fill(text.lastDays, { n: days }), () => choose(days)))}
        {option('custom', text.customPeriod, () => setChosen('custom'))}
      </fieldset>
      {chosen === 'custom' && <CustomPeriod period={period} today={today} onPeriod={onPeriod} />}
    </div>
  )
}

const problemText = (problem: 'missing' | 'reversed' | 'long', text: Texts): string =>
  ({
    missing: text.periodMissing,
    reversed: text.periodReversed,
    long: fill(text.periodLong, { n: MAX_DAYS }),
  })[problem]

function CustomPeriod({
  period,
  today,
  onPeriod,
}: {
  readonly period: Period
  readonly today: string
  readonly onPeriod: (period: Period) => void
}) {
  const { text } = useSpeech()
  const id = useId()
  const [draft, setDraft] = useState(period)
  const [problem, setProblem] = useState<ReturnType<typeof findPeriodProblem>>()
  const dayField = (key: keyof Period, label: string) => (
    <div class="field">
      <label for={`${id}-${key}`}>{label}</label>
      <input
        id={`${id}-${key}`}
        type="date"
        max={today}
        value={draft[key]}
        aria-invalid={problem ? 'true' : undefined}
        aria-describedby={`${id}-problem`}
        onInput={(event) => setDraft({ ...draft, [key]: event.currentTarget.value })}
      />
    </div>
  )
  return (
    <form
      class="custom"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        const found = findPeriodProblem(draft)
        setProblem(found)
        if (!found) onPeriod(draft)
      }}
    >
      {dayField('from', text.periodFrom)}
      {dayField('to', text.periodTo)}
      <button type="submit">{text.periodApply}</button>
      <p id={`${id}-problem`} class="wrong" role="alert">
        {problem && problemText(problem, text)}
      </p>
    </form>
  )
}
