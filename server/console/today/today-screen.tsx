import '../style/today.css'
import { Answered, useAnswer } from '../parts/answered.tsx'
import { ScreenTitle } from '../parts/screen-title.tsx'
import { formatDay } from '../parts/value/format.ts'
import { useLanguage } from '../shell/language.ts'
import { readToday } from './calls.ts'
import { DueList } from './due-list.tsx'
import { Health } from './health.tsx'
import { useTexts } from './speech.ts'

/** The first screen: what is due, soonest first, and how the system is. */
export function TodayScreen() {
  const text = useTexts()
  const language = useLanguage()
  const awaited = useAnswer(() => readToday(), '')
  const { answer } = awaited
  return (
    <>
      <ScreenTitle
        title={text.title}
        lead={answer?.kind === 'right' ? formatDay(answer.value.today, language) : '\u00a0'}
      />
      <Answered awaited={awaited}>
        {({ due, more, health }) => (
          <div class="today">
            <DueList due={due} more={more} />
            <Health lines={health} />
          </div>
        )}
      </Answered>
    </>
  )
}
