import { useEffect, useState } from 'preact/hooks'
import type { Language, SiteResult, StatisticsResult } from '../../contract/index.ts'
import { type Answer, readSite, readStatistics } from '../shell/api.ts'
import { explain } from '../shell/explain.ts'
import { languageNames, useSpeech } from '../shell/language.ts'
import { Loading } from '../shell/loading.tsx'
import { Problem } from '../shell/problem.tsx'
import type { Texts } from '../text/kk.ts'
import { DayChart } from './chart/day-chart.tsx'
import { ChoiceTable } from './choice-table.tsx'
import { Figures } from './figures.tsx'
import { formatPeriod } from './format.ts'
import { BrowserFigures, PlaceFigures, TimeFigures } from './kinds.tsx'
import { NothingYet } from './nothing-yet.tsx'
import { lastDays, siteDay } from './period.ts'
import { PeriodChooser, USUAL_DAYS } from './period-chooser.tsx'
import { Ranking } from './ranking.tsx'
import { Visitors } from './visitors.tsx'
import { WithheldNote } from './withheld-note.tsx'

/** The statistics, shown once the site's time zone is known. */
export function StatisticsScreen({ onEnded }: { readonly onEnded: () => void }) {
  const { text } = useSpeech()
  const [site, setSite] = useState<Answer<SiteResult>>()
  const load = () => {
    setSite(undefined)
    readSite().then(setSite)
  }
  useEffect(load, [])
  if (!site) return <Loading />
  if (site.kind !== 'right') return <Problem message={explain(site, text)} onRetry={load} />
  return <Statistics timeZone={site.value.timeZone} onEnded={onEnded} />
}

/** The statistics of a chosen period. */
function Statistics({
  timeZone,
  onEnded,
}: {
  readonly timeZone: string
  readonly onEnded: () => void
}) {
  const { text, language } = useSpeech()
  const today = siteDay(Date.now(), timeZone)
  const [period, setPeriod] = useState(() => lastDays(USUAL_DAYS, today))
  const [answer, setAnswer] = useState<Answer<StatisticsResult>>()
  const [attempt, setAttempt] = useState(0)

  useEffect(() => {
    let isCurrent = true
    setAnswer(undefined)
    readStatistics(period).then((result) => {
      // A slow response to an earlier request must not replace a later one.
      if (!isCurrent) return
      if (result.kind === 'refused' && result.code === 'not_signed_in') onEnded()
      else setAnswer(result)
    })
    return () => {
      isCurrent = false
    }
  }, [period, attempt])

  return (
    <>
      <div class="heading">
        <div>
          <h1>{text.statisticsTitle}</h1>
          <p class="dates">{formatPeriod(period, language)}</p>
        </div>
        <PeriodChooser period={period} today={today} onPeriod={setPeriod} />
      </div>
      <Answered answer={answer} onRetry={() => setAttempt(attempt + 1)} />
    </>
  )
}

function Answered({
  answer,
  onRetry,
}: {
  readonly answer: Answer<StatisticsResult> | undefined
  readonly onRetry: () => void
}) {
  const { text } = useSpeech()
  if (!answer) return <Loading />
  if (answer.kind !== 'right') return <Problem message={explain(answer, text)} onRetry={onRetry} />
  const { consentRate: _, ...counts } = answer.value.total
  const isEmpty = Object.values(counts).every((count) => count === 0)
  return isEmpty ? <NothingYet /> : <Tables result={answer.value} />
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
