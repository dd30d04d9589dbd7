import { Answered, useAnswer } from '../parts/answered.tsx'
import { DownloadLink } from '../parts/download.tsx'
import { Pager } from '../parts/list/pager.tsx'
import { Table } from '../parts/list/table.tsx'
import { Empty } from '../parts/notice.tsx'
import { Panel } from '../parts/panel.tsx'
import { formatNumber } from '../parts/value/format.ts'
import { useAddress } from '../shell/address.ts'
import { fillAddress } from '../shell/call.ts'
import { useLanguage } from '../shell/language.ts'
import { useMay } from '../shell/role.ts'
import { fill } from '../text/fill.ts'
import { isWritten, toNewEntry } from './address.ts'
import { type Page, type RegisterAddress, readPage } from './calls.ts'
import { useColumns } from './columns.tsx'
import { RegisterFilters } from './register-filters.tsx'
import { useTexts } from './speech.ts'

const NAMES = ['cursor', 'order', 'from', 'to', 'search'] as const

/** The lines of a register by page, with its filters, as a table to download and to print. */
export function RegisterList({
  register,
  thread,
}: {
  readonly register: RegisterAddress
  /** The entry that is shown beside it. */
  readonly thread: string | undefined
}) {
  const text = useTexts()
  const { query } = useAddress()
  const asked = Object.fromEntries(
    NAMES.map((name) => [name, query.get(name) || undefined] as const),
  )
  const awaited = useAnswer(
    () => readPage[register]({ query: asked }),
    `${register} ${JSON.stringify(asked)}`,
  )
  return (
    <Panel title={text[register]} acts={<Acts register={register} query={query} />}>
      <RegisterFilters query={query} />
      <Answered awaited={awaited}>
        {(page) => <Lines register={register} page={page} query={query} thread={thread} />}
      </Answered>
    </Panel>
  )
}

function Acts({
  register,
  query,
}: {
  readonly register: RegisterAddress
  readonly query: URLSearchParams
}) {
  const text = useTexts()
  const mayWrite = useMay('operator')
  const period = { from: query.get('from') || undefined, to: query.get('to') || undefined }
  const table = fillAddress(`/v1/admin/registers/${register}.csv`, { query: period })
  return (
    <>
      {mayWrite && isWritten(register) && (
        <a class="button main" href={toNewEntry(register)}>
          {text.newEntry}
        </a>
      )}
      <DownloadLink href={table} format="CSV">
        {text.table}
      </DownloadLink>
      <button type="button" onClick={() => print()}>
        {text.print}
      </button>
    </>
  )
}

function Lines({
  register,
  page: { lines, actors, next, total, isTotalLeast },
  query,
  thread,
}: {
  readonly register: RegisterAddress
  readonly page: Page
  readonly query: URLSearchParams
  readonly thread: string | undefined
}) {
  const text = useTexts()
  const language = useLanguage()
  const columns = useColumns(register, query, actors)
  const isFiltered = ['from', 'to', 'search'].some((name) => query.get(name))
  return (
    <>
      <Table
        caption={text[register]}
        isCaptionSpoken
        columns={columns}
        rows={lines}
        keyOf={({ id }) => id}
        currentKey={lines.find((line) => line.thread === thread)?.id}
        empty={
          <Empty title={isFiltered ? text.emptyFound : text.empty}>
            {isFiltered && <p>{text.emptyFoundText}</p>}
          </Empty>
        }
      />
      {lines.length > 0 && <Pager shown={lines.length} total={total} next={next} />}
      {isTotalLeast && (
        <p class="hint">{fill(text.atLeast, { n: formatNumber(total, language) })}</p>
      )}
    </>
  )
}
