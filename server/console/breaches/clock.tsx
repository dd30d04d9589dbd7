import { useEffect, useState } from 'preact/hooks'
import { Notice } from '../parts/notice.tsx'
import { formatInstant } from '../parts/value/format.ts'
import { useLanguage } from '../shell/language.ts'
import { useSite } from '../shell/site.ts'
import { fill } from '../text/fill.ts'
import type { Breach } from './calls.ts'
import { useTexts } from './speech.ts'

const MINUTE_MS = 60_000
const MINUTES = 60

/** Returns the time, kept up to date each minute. */
function useNow(): number {
  const [nowMs, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), MINUTE_MS)
    return () => clearInterval(timer)
  }, [])
  return nowMs
}

/** How long the authority may still be told, or that it was. */
export function Clock({ breach }: { readonly breach: Breach }) {
  const text = useTexts()
  const language = useLanguage()
  const { timeZone } = useSite()
  const nowMs = useNow()
  const { state, authorityTold, dueAt } = breach
  const whenOf = (at: string) => formatInstant(at, language, timeZone)
  if (authorityTold) {
    const { at, number } = authorityTold
    return (
      <Notice kind="good" title={fill(text.told, { when: whenOf(at) })}>
        {number && <p>{fill(text.toldNumber, { number })}</p>}
      </Notice>
    )
  }
  if (state !== 'open') return <Notice kind="good" title={text[state]} />
  const leftMinutes = Math.floor((Date.parse(dueAt) - nowMs) / MINUTE_MS)
  const until = <p>{fill(text.until, { when: whenOf(dueAt) })}</p>
  if (leftMinutes < 0)
    return (
      <Notice kind="wrong" title={text.late}>
        {until}
      </Notice>
    )
  const hours = Math.floor(leftMinutes / MINUTES)
  return (
    <Notice kind="attention" title={text.clock}>
      <p class="time-left" role="timer">
        {fill(text.left, { hours, minutes: leftMinutes % MINUTES })}
      </p>
      {until}
    </Notice>
  )
}
