import type { RequestLine, RequestsResult } from '../../contract/index.ts'
import { useAnswer } from '../parts/answered.tsx'
import { Pager } from '../parts/list/pager.tsx'
import { type Column, type Order, Table } from '../parts/list/table.tsx'
import { Empty } from '../parts/notice.tsx'
import { DueIn } from '../parts/value/due-in.tsx'
import { formatDay, formatInstant } from '../parts/value/format.ts'
import { setQuery, toHref, useAddress } from '../shell/address.ts'
import { useSite } from '../shell/site.ts'
import { useSpeech } from '../shell/speech.ts'
import { fill } from '../text/fill.ts'
import { oneOf, readQuery, useOwnerFilter, useStateFilter } from '../work/filters.tsx'
import { useWorkSpeech } from '../work/speech.ts'
import { WorkScreen } from '../work/work-screen.tsx'
import { listRequests } from './calls.ts'
import { RequestDetail } from './request-detail.tsx'
import { RequestState } from './request-state.tsx'
import { nameKind } from './request-words.ts'

/** Requests of people about their data: a list, and the one that the address names beside it. */
export function RequestsScreen({ rest }: { readonly rest: string }) {
  const { text } = useSpeech()
  const { words } = useWorkSpeech()
  const { query } = useAddress()
  const asked = {
    ...readQuery(query),
    scope: oneOf(query.get('scope'), ['site', 'other']),
    order: readOrder(query),
  }
  const list = useAnswer(() => listRequests({ query: asked }), JSON.stringify(asked))
  const scope = {
    name: 'scope',
    label: words.scope,
    choices: [
      { value: '', title: words.scopeAll },
      { value: 'site', title: words.scopeSite },
      { value: 'other', title: words.scopeOther },
    ],
  }
  return (
    <WorkScreen
      title={text.navRequests}
      lead={words.requestsLead}
      path="/requests"
      rest={rest}
      filters={[useStateFilter(), scope, useOwnerFilter()]}
      list={list}
      detail={<RequestDetail number={rest} onChanged={list.reload} />}
    >
      {(page) => <List page={page} query={query} current={rest} />}
    </WorkScreen>
  )
}

/** By when they came; `undefined`: by when they are due. */
const readOrder = (query: URLSearchParams) => oneOf(query.get('order'), ['newest', 'oldest'])

function List({
  page: { requests, next, total },
  query,
  current,
}: {
  readonly page: RequestsResult
  readonly query: URLSearchParams
  readonly current: string
}) {
  const { words } = useWorkSpeech()
  const { text } = useSpeech()
  const columns = useColumns(query)
  const order = readOrder(query)
  const shown: Order = order
    ? { by: 'receivedAt', direction: order === 'oldest' ? 'ascending' : 'descending' }
    : { by: 'due', direction: 'ascending' }
  const sort = ({ by, direction }: Order) => {
    const received = direction === 'ascending' ? 'oldest' : 'newest'
    setQuery({ order: by === 'due' ? undefined : received, cursor: undefined })
  }
  return (
    <>
      <Table
        caption={text.navRequests}
        isCaptionSpoken
        columns={columns}
        rows={requests}
        keyOf={({ number }) => number}
        currentKey={current}
        order={shown}
        onOrder={sort}
        empty={
          <Empty title={words.noRequests}>
            <p>{words.noneHint}</p>
          </Empty>
        }
      />
      <Pager shown={requests.length} total={total} next={next} />
    </>
  )
}

function useColumns(query: URLSearchParams): readonly Column<RequestLine>[] {
  const { words, language } = useWorkSpeech()
  const { timeZone } = useSite()
  const filters = Object.fromEntries(query)
  return [
    {
      id: 'number',
      title: words.reference,
      cell: ({ number, inThread }) => (
        <span class="sender">
          <a class="reference" href={toHref(`/requests/${number}`, filters)}>
            {number}
          </a>
          {inThread > 1 && <span class="hint">{fill(words.inThread, { n: inThread })}</span>}
        </span>
      ),
    },
    {
      id: 'kind',
      title: words.kind,
      cell: ({ kind, scope }) => (
        <span class="sender">
          <span>{nameKind(kind, words)}</span>
          {scope === 'other' && <span class="hint">{words.scopeOther}</span>}
        </span>
      ),
    },
    {
      id: 'due',
      title: words.due,
      isSortable: true,
      cell: ({ state, dueOn, workingDaysLeft }) =>
        state === 'open' ? (
          <DueIn workingDaysLeft={workingDaysLeft} dueOn={dueOn} />
        ) : (
          formatDay(dueOn, language)
        ),
    },
    {
      id: 'receivedAt',
      title: words.receivedAt,
      isSortable: true,
      cell: ({ receivedAt }) => formatInstant(receivedAt, language, timeZone),
    },
    { id: 'state', title: words.state, cell: (line) => <RequestState line={line} /> },
  ]
}
