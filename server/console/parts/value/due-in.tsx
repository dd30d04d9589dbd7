import { useSpeech } from '../../shell/speech.ts'
import { fillCount } from '../../text/fill.ts'
import type { Texts } from '../../text/kk.ts'
import { formatDay } from './format.ts'

/** Says in words how long there is still time: `3 working days left`, `today`, `overdue for 2 working days`. */
export function DueIn({
  workingDaysLeft,
  dueOn,
}: {
  /** 0 is today; negative, how many working days ago it passed. */
  readonly workingDaysLeft: number
  /** The last day, shown below; `undefined`: only the words. */
  readonly dueOn?: string
}) {
  const { text, language } = useSpeech()
  const look = workingDaysLeft < 0 ? 'late' : workingDaysLeft === 0 ? 'now' : ''
  return (
    <span class={`due ${look}`}>
      <b>{fillCount(dueText(workingDaysLeft, text), Math.abs(workingDaysLeft), language)}</b>
      {dueOn && <time dateTime={dueOn}>{formatDay(dueOn, language)}</time>}
    </span>
  )
}

const dueText = (left: number, text: Texts): string => {
  if (left === 0) return text.dueToday
  return left < 0 ? text.overdue : text.dueIn
}
