import type { DataKindId, Language, StatisticsResult } from '../../contract/index.ts'
import { formatNumber } from '../parts/value/format.ts'
import { languageNames } from '../shell/language.ts'
import { fill } from '../text/fill.ts'
import { ChoiceTable } from './choice-table.tsx'
import { useSpeech } from './speech.ts'
import type { StatisticsTexts } from './text/kk.ts'

const purposeName = (purpose: string, text: StatisticsTexts): string =>
  ({
    functional: text.purposeFunctional,
    analytics: text.purposeAnalytics,
    external: text.purposeExternal,
  })[purpose] ?? purpose

const kindName = (kind: DataKindId, text: StatisticsTexts): string =>
  ({
    ip: text.kindIp,
    browser: text.kindBrowser,
    visit_time: text.kindTime,
    visitor_cookie: text.kindCookie,
  })[kind]

/** Choices by purpose, data kind, privacy signal, language and version of the policy. */
export function Choices({ result }: { readonly result: StatisticsResult }) {
  const { text } = useSpeech()
  return (
    <>
      <ChoiceTable
        title={text.byPurpose}
        nameTitle={text.purpose}
        what="purposes"
        rows={result.purposes.map((row) => ({ ...row, name: purposeName(row.purpose, text) }))}
      />
      <ChoiceTable
        title={text.byKind}
        nameTitle={text.kind}
        what="data-kinds"
        rows={result.dataKinds.map((row) => ({ ...row, name: kindName(row.kind, text) }))}
        note={text.countedSince}
      />
      <Signals result={result} />
      <ChoiceTable
        title={text.byLanguage}
        nameTitle={text.language}
        what="languages"
        rows={result.languages.map((row) => ({
          ...row,
          name: languageNames[row.language as Language] ?? row.language,
          nameLanguage: row.language,
        }))}
      />
      <ChoiceTable
        title={text.byPolicyVersion}
        nameTitle={text.policyVersion}
        what="policy-versions"
        rows={result.policyVersions.map((row) => ({ ...row, name: row.policyVersion }))}
      />
    </>
  )
}

/** Choices with and without Global Privacy Control, and how many of all came with it. */
function Signals({ result: { signals } }: { readonly result: StatisticsResult }) {
  const { text, language } = useSpeech()
  const names = { gpc: text.signalGpc, none: text.signalNone }
  const sumOf = (rows: StatisticsResult['signals']) => {
    const counts = rows.flatMap((row) => [row.consents, row.refusals])
    return counts.every((count) => typeof count === 'number')
      ? formatNumber(
          counts.reduce((sum: number, count) => sum + Number(count), 0),
          language,
        )
      : undefined
  }
  const part = sumOf(signals.filter(({ signal }) => signal === 'gpc'))
  const whole = sumOf(signals)
  return (
    <ChoiceTable
      title={text.bySignal}
      nameTitle={text.signal}
      what="privacy-signals"
      rows={signals.map((row) => ({ ...row, name: names[row.signal] }))}
      note={
        part !== undefined && whole !== undefined
          ? `${fill(text.signalShare, { part, whole })} ${text.countedSince}`
          : text.countedSince
      }
    />
  )
}
