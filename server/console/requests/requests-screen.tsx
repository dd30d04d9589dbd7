import '../style/work.css'
import type { RequestLine, RequestsResult } from '../../contract/index.ts'
import { Answered, useAnswer } from '../parts/answered.tsx'
import { ListAndDetail } from '../parts/list/list-and-detail.tsx'
import { Pager } from '../parts/list/pager.tsx'
import { type Column, type Order, Table } from '../parts/list/table.tsx'
import { Empty } from '../parts/notice.tsx'
import { ScreenTitle } from '../parts/screen-title.tsx'
import { DueIn } from '../parts/value/due-in.tsx'
import { formatDay, formatInstant } from '../parts/value/format.ts'
import { setQuery, toHref, useAddress } from '../shell/address.ts'
import { useSite } from '../shell/site.ts'
import { useSpeech } from '../shell/speech.ts'
import { fill } from '../text/fill.ts'
import { Filters, oneOf, useOwnerFilter } from '../work/filters.tsx'
import { Search } from '../work/search.tsx'
import { useWorkSpeech } from '../work/speech.ts'
import { listRequests } from './calls.ts'
import { RequestDetail } from './request-detail.tsx'
import { RequestState } from './request-state.tsx'
import { nameKind } from './request-words.ts'

/** Requests of people about their data: a list, and the one that the address names beside it. */
export function RequestsScreen({ rest }: { readonly rest: string }) {
  const { text } = useSpeech()
  const { words } = useWorkSpeech()
  const { query } = useAddress()
  const asked = readQuery(query)
  const list = useAnswer(() => listRequests({ query: asked }), JSON.stringify(asked))
  const filters = useFilters()
  return (
    <>
      <ScreenTitle title={text.navRequests} lead={words.requestsLead} />
      <ListAndDetail
        detailKey={rest}
        backTo={toHref('/requests', Object.fromEntries(query))}
        detail={rest ? <RequestDetail number={rest} onChanged={list.reload} /> : undefined}
        list={
          <>
            <Search />
            <Filters query={query} filters={filters} />
            <Answered awaited={list}>
              {(page) => <List page={page} query={query} current={rest} />}
            </Answered>
          </>
        }
      />
    </>
  )
}

function useFilters() {
  const { words } = useWorkSpeech()
  const owner = useOwnerFilter()
  const state = {
    name: 'state',
    label: words.state,
    choices: [
      { value: '', title: words.stateOpen },
      { value: 'closed', title: words.stateClosed },
      { value: 'all', title: words.stateAll },
    ],
  }
  const scope = {
    name: 'scope',
    label: words.scope,
    choices: [
      { value: '', title: words.scopeAll },
      { value: 'site', title: words.scopeSite },
      { value: 'other', title: words.scopeOther },
    ],
  }
  return [state, scope, owner]
}

/** What the address asks for. Open requests where it names no state; a value that there is not is left out. */
const readQuery = (query: URLSearchParams) => ({
  state: oneOf(query.get('state'), ['closed', 'all']),
  scope: oneOf(query.get('scope'), ['site', 'other']),
  owner: oneOf(query.get('owner'), ['me', 'nobody']),
  order: oneOf(query.get('order'), ['newest', 'oldest']),
  from: query.get('from') ?? undefined,
  to: query.get('to') ?? undefined,
  cursor: query.get('cursor') ?? undefined,
})

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
  const order = oneOf(query.get('order'), ['newest', 'oldest'])
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
