import '../style/chart.css'
import '../style/period.css'
import '../style/statistics.css'
import type { StatisticsResult } from '../../contract/index.ts'
import { Answered, useAnswer } from '../parts/answered.tsx'
import { ScreenTitle } from '../parts/screen-title.tsx'
import { formatPeriod, type Period } from '../parts/value/format.ts'
import { siteDay } from '../parts/value/site-time.ts'
import { useAddress } from '../shell/address.ts'
import { type Answer, mapAnswer } from '../shell/call.ts'
import { useSite } from '../shell/site.ts'
import { readStatistics } from './calls.ts'
import { DayChart } from './chart/day-chart.tsx'
import { Choices } from './choices.tsx'
import { Figures } from './figures.tsx'
import { BrowserFigures, PlaceFigures, TimeFigures } from './kinds.tsx'
import { NothingYet } from './nothing-yet.tsx'
import { countDays, periodBefore, readPeriod } from './period.ts'
import { PeriodChooser } from './period-chooser.tsx'
import { Ranking } from './ranking.tsx'
import { PeriodContext, SaveJson } from './save.tsx'
import { useSpeech } from './speech.ts'
import { Visitors } from './visitors.tsx'
import { WithheldNote } from './withheld-note.tsx'

/** A period and the one before it. */
interface Compared {
  readonly result: StatisticsResult
  /** `undefined` where it could not be read: the period itself is shown all the same. */
  readonly before: StatisticsResult | undefined
}

async function readCompared(period: Period): Promise<Answer<Compared>> {
  const [now, earlier] = await Promise.all(
    [period, periodBefore(period)].map((query) => readStatistics({ query })),
  )
  if (!now) return { kind: 'offline' }
  const before = earlier?.kind === 'right' ? earlier.value : undefined
  return mapAnswer(now, (result) => ({ result, before }))
}

/** The statistics of the period that the address names, beside the period before. */
export function StatisticsScreen() {
  const { text, language } = useSpeech()
  const { timeZone } = useSite()
  const { query } = useAddress()
  const today = siteDay(Date.now(), timeZone)
  const { chosen, period } = readPeriod(query, today)
  const statistics = useAnswer(() => readCompared(period), JSON.stringify(period))
  return (
    <PeriodContext.Provider value={period}>
      <ScreenTitle title={text.statisticsTitle} lead={formatPeriod(period, language)}>
        <PeriodChooser chosen={chosen} period={period} today={today} />
      </ScreenTitle>
      <Answered awaited={statistics}>
        {(compared) => (isEmpty(compared.result) ? <NothingYet /> : <Tables {...compared} />)}
      </Answered>
    </PeriodContext.Provider>
  )
}

function isEmpty({ total }: StatisticsResult): boolean {
  const { consentRate: _, ...counts } = total
  return Object.values(counts).every((count) => count === 0)
}

function Tables({ result, before }: Compared) {
  const { text } = useSpeech()
  return (
    <>
      <Figures total={result.total} before={before?.total} days={countDays(result)} />
      <WithheldNote result={result} />
      <DayChart result={result} />
      <Visitors figures={result.visitors} />
      <div class="columns">
        <Choices result={result} />
        <Visits result={result} />
      </div>
      <p class="whole">
        <SaveJson label={text.saveAll} value={result} />
      </p>
    </>
  )
}

function Visits({ result }: { readonly result: StatisticsResult }) {
  const { text } = useSpeech()
  return (
    <>
      <Ranking
        title={text.pages}
        nameTitle={text.page}
        what="pages"
        rows={result.pages.map(({ path, visits }) => ({ name: path, visits }))}
        notListed={result.notListed.pages}
      />
      <Ranking
        title={text.referrers}
        nameTitle={text.referrer}
        what="referrers"
        rows={result.referrers.map(({ host, visits }) => ({ name: host, visits }))}
        notListed={result.notListed.referrers}
      />
      <BrowserFigures result={result} />
      <TimeFigures result={result} />
      <PlaceFigures result={result} />
    </>
  )
}
