import '../style/chart.css'
import '../style/period.css'
import '../style/statistics.css'
import { useState } from 'preact/hooks'
import type { Language, StatisticsResult } from '../../contract/index.ts'
import { Answered, useAnswer } from '../parts/answered.tsx'
import { ScreenTitle } from '../parts/screen-title.tsx'
import { formatPeriod } from '../parts/value/format.ts'
import { languageNames } from '../shell/language.ts'
import { useSite } from '../shell/site.ts'
import { readStatistics } from './calls.ts'
import { DayChart } from './chart/day-chart.tsx'
import { ChoiceTable } from './choice-table.tsx'
import { Figures } from './figures.tsx'
import { BrowserFigures, PlaceFigures, TimeFigures } from './kinds.tsx'
import { NothingYet } from './nothing-yet.tsx'
import { lastDays, siteDay } from './period.ts'
import { PeriodChooser, USUAL_DAYS } from './period-chooser.tsx'
import { Ranking } from './ranking.tsx'
import { useSpeech } from './speech.ts'
import type { StatisticsTexts as Texts } from './text/kk.ts'
import { Visitors } from './visitors.tsx'
import { WithheldNote } from './withheld-note.tsx'

/** The statistics of a chosen period. */
export function StatisticsScreen() {
  const { text, language } = useSpeech()
  const { timeZone } = useSite()
  const today = siteDay(Date.now(), timeZone)
  const [period, setPeriod] = useState(() => lastDays(USUAL_DAYS, today))
  const statistics = useAnswer(() => readStatistics({ query: period }), JSON.stringify(period))
  return (
    <>
      <ScreenTitle title={text.statisticsTitle} lead={formatPeriod(period, language)}>
        <PeriodChooser period={period} today={today} onPeriod={setPeriod} />
      </ScreenTitle>
      <Answered awaited={statistics}>
        {(result) => (isEmpty(result) ? <NothingYet /> : <Tables result={result} />)}
      </Answered>
    </>
  )
}

function isEmpty({ total }: StatisticsResult): boolean {
  const { consentRate: _, ...counts } = total
  return Object.values(counts).every((count) => count === 0)
}

const purposeName = (purpose: string, text: Texts): string =>
  ({
    functional: text.purposeFunctional,
    analytics: text.purposeAnalytics,
    external: text.purposeExternal,
  })[purpose] ?? purpose

function Tables({ result }: { readonly result: StatisticsResult }) {
  return (
    <>
      <Figures total={result.total} />
      <WithheldNote result={result} />
      <DayChart days={result.days} />
      <Visitors figures={result.visitors} />
      <div class="columns">
        <Choices result={result} />
        <Visits result={result} />
      </div>
    </>
  )
}

function Choices({ result }: { readonly result: StatisticsResult }) {
  const { text } = useSpeech()
  return (
    <div>
      <ChoiceTable
        title={text.byPurpose}
        nameTitle={text.purpose}
        rows={result.purposes.map((row) => ({ ...row, name: purposeName(row.purpose, text) }))}
      />
      <ChoiceTable
        title={text.byLanguage}
        nameTitle={text.language}
        rows={result.languages.map((row) => ({
          ...row,
          name: languageNames[row.language as Language] ?? row.language,
          nameLanguage: row.language,
        }))}
      />
      <ChoiceTable
        title={text.byPolicyVersion}
        nameTitle={text.policyVersion}
        rows={result.policyVersions.map((row) => ({ ...row, name: row.policyVersion }))}
      />
      <BrowserFigures result={result} />
    </div>
  )
}

function Visits({ result }: { readonly result: StatisticsResult }) {
  const { text } = useSpeech()
  return (
    <div>
      <Ranking
        title={text.pages}
        nameTitle={text.page}
        rows={result.pages.map(({ path, visits }) => ({ name: path, visits }))}
        notListed={result.notListed.pages}
      />
      <Ranking
        title={text.referrers}
        nameTitle={text.referrer}
        rows={result.referrers.map(({ host, visits }) => ({ name: host, visits }))}
        notListed={result.notListed.referrers}
      />
      <TimeFigures result={result} />
      <PlaceFigures result={result} />
    </div>
  )
}
