import type { ConsentTermsResult } from '../../contract/index.ts'
import { Answered, useAnswer } from '../parts/answered.tsx'
import { DownloadLink } from '../parts/download.tsx'
import { type Column, Table } from '../parts/list/table.tsx'
import { Empty } from '../parts/notice.tsx'
import { Panel } from '../parts/panel.tsx'
import { useLanguage } from '../shell/language.ts'
import { fillCount } from '../text/fill.ts'
import { readConsentTerms } from './calls.ts'
import { useTexts } from './speech.ts'
import type { RegisterTexts } from './text/kk.ts'

type Terms = ConsentTermsResult['lines'][number]

/** The facts that the law wants registered of each consent, by purpose (CR-11). */
export function ConsentTerms() {
  const text = useTexts()
  const columns = useTermColumns()
  const awaited = useAnswer(() => readConsentTerms(), '')
  const table = (
    <>
      <DownloadLink href="/v1/admin/consent-terms?format=csv" format="CSV">
        {text.table}
      </DownloadLink>
      <button type="button" onClick={() => print()}>
        {text.print}
      </button>
    </>
  )
  return (
    <Panel title={text.consents} acts={table}>
      <p class="lead">{text.termsLead}</p>
      <Answered awaited={awaited}>
        {({ lines }) => (
          <Table
            caption={text.consents}
            isCaptionSpoken
            columns={columns}
            rows={lines}
            keyOf={({ purpose }) => purpose}
            empty={<Empty title={text.empty} />}
          />
        )}
      </Answered>
    </Panel>
  )
}

function useTermColumns(): readonly Column<Terms>[] {
  const text = useTexts()
  const language = useLanguage()
  const sayWhether = (is: boolean) => (is ? text.yes : text.no)
  const nameOf = (purpose: string) => text[purpose as keyof RegisterTexts] ?? purpose
  return [
    { id: 'purpose', title: text.purpose, cell: ({ purpose }) => nameOf(purpose) },
    { id: 'clause', title: text.clause, cell: ({ policyClause }) => policyClause },
    {
      id: 'term',
      title: text.term,
      cell: ({ termDays }) => fillCount(text.days, termDays, language),
    },
    {
      id: 'thirdParties',
      title: text.thirdParties,
      cell: ({ thirdParties }) => sayWhether(thirdParties),
    },
    {
      id: 'crossBorder',
      title: text.crossBorder,
      cell: ({ crossBorder }) => sayWhether(crossBorder),
    },
    {
      id: 'publicSources',
      title: text.publicSources,
      cell: ({ publicSources }) => sayWhether(publicSources),
    },
    {
      id: 'recipients',
      title: text.recipients,
      cell: ({ recipients }) => (recipients.length > 0 ? recipients.join(', ') : text.nobody),
    },
  ]
}
