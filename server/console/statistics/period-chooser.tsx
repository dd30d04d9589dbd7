import { useId, useState } from 'preact/hooks'
import type { Period } from '../parts/value/format.ts'
import { setQuery } from '../shell/address.ts'
import { fill } from '../text/fill.ts'
import { CHOICES, type Chosen, findPeriodProblem, MAX_DAYS, USUAL_DAYS } from './period.ts'
import { useSpeech } from './speech.ts'
import type { StatisticsTexts as Texts } from './text/kk.ts'

/** Chooses a period: a predefined one, or another by its first and last day. The address keeps it. */
export function PeriodChooser({
  chosen,
  period,
  today,
}: {
  readonly chosen: Chosen
  readonly period: Period
  readonly today: string
}) {
  const { text } = useSpeech()
  const name = useId()
  const [isTyping, setTyping] = useState(false)
  const isCustom = isTyping || chosen === 'custom'
  const choose = (days: number) => {
    setTyping(false)
    const isUsual = days === USUAL_DAYS
    setQuery({ days: isUsual ? undefined : String(days), from: undefined, to: undefined })
  }
  const option = (value: Chosen, label: string, onChoose: () => void) => (
    <label key={value}>
      <input
        type="radio"
        name={name}
        checked={value === 'custom' ? isCustom : !isCustom && chosen === value}
        onChange={onChoose}
      />
      <span>{label}</span>
    </label>
  )
  return (
    <div class="period">
      <fieldset class="segments">
        <legend class="spoken">{text.period}</legend>
        {CHOICES.map((days) => option(days, fill(text.lastDays, { n: days }), () => choose(days)))}
        {option('custom', text.customPeriod, () => setTyping(true))}
      </fieldset>
      {isCustom && (
        <CustomPeriod key={`${period.from} ${period.to}`} period={period} today={today} />
      )}
    </div>
  )
}

const problemText = (problem: 'missing' | 'reversed' | 'long', text: Texts): string =>
  ({
    missing: text.periodMissing,
    reversed: text.periodReversed,
    long: fill(text.periodLong, { n: MAX_DAYS }),
  })[problem]

function CustomPeriod({ period, today }: { readonly period: Period; readonly today: string }) {
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
        if (!found) setQuery({ ...draft, days: undefined })
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
