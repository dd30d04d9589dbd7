import { Answered, useAnswer } from '../parts/answered.tsx'
import { DownloadLink } from '../parts/download.tsx'
import { type Column, Table } from '../parts/list/table.tsx'
import { Empty } from '../parts/notice.tsx'
import { Panel } from '../parts/panel.tsx'
import { formatInstant, formatNumber } from '../parts/value/format.ts'
import { StateBadge } from '../parts/value/state-badge.tsx'
import { toHref } from '../shell/address.ts'
import { useLanguage } from '../shell/language.ts'
import { useMay } from '../shell/role.ts'
import { useSite } from '../shell/site.ts'
import { type Breach, readBreaches } from './calls.ts'
import { useTexts } from './speech.ts'

const LONGEST = 90

const shorten = (text: string): string =>
  text.length > LONGEST ? `${text.slice(0, LONGEST).trimEnd()}…` : text

/** A breach's state, which is late where the authority should have been told. */
export function BreachState({ breach: { state, isOverdue } }: { readonly breach: Breach }) {
  const text = useTexts()
  const standing = isOverdue ? 'late' : state === 'open' ? 'attention' : 'done'
  return <StateBadge standing={standing}>{text[state]}</StateBadge>
}

/** Every breach, the overdue first. */
export function BreachList({ current }: { readonly current: string | undefined }) {
  const text = useTexts()
  const mayWrite = useMay('operator')
  const columns = useColumns()
  const awaited = useAnswer(() => readBreaches(), current ?? '')
  const acts = (
    <>
      {mayWrite && (
        <a class="button main" href={toHref('/breaches/new')}>
          {text.newBreach}
        </a>
      )}
      <DownloadLink href="/v1/admin/registers/breaches.csv" format="CSV">
        {text.table}
      </DownloadLink>
      <button type="button" onClick={() => print()}>
        {text.print}
      </button>
    </>
  )
  return (
    <Panel title={text.register} acts={acts}>
      <Answered awaited={awaited}>
        {({ breaches }) => (
          <Table
            caption={text.title}
            isCaptionSpoken
            columns={columns}
            rows={breaches}
            keyOf={({ thread }) => thread}
            currentKey={current}
            empty={
              <Empty title={text.none}>
                <p>{text.noneText}</p>
              </Empty>
            }
          />
        )}
      </Answered>
    </Panel>
  )
}

function useColumns(): readonly Column<Breach>[] {
  const text = useTexts()
  const language = useLanguage()
  const { timeZone } = useSite()
  const whenOf = (at: string) => formatInstant(at, language, timeZone)
  return [
    {
      id: 'discovered',
      title: text.discoveredAt,
      cell: ({ thread, discoveredAt }) => (
        <a href={toHref(`/breaches/${thread}`)}>{whenOf(discoveredAt)}</a>
      ),
    },
    { id: 'nature', title: text.nature, cell: ({ nature }) => shorten(nature) },
    {
      id: 'people',
      title: text.people,
      isNumber: true,
      cell: ({ people }) => formatNumber(people, language),
    },
    { id: 'state', title: text.state, cell: (breach) => <BreachState breach={breach} /> },
    { id: 'due', title: text.due, cell: ({ dueAt }) => whenOf(dueAt) },
  ]
}
