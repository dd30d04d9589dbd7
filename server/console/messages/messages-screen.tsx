import type { MessageLine, MessagesResult } from '../../contract/index.ts'
import { useAnswer } from '../parts/answered.tsx'
import { Pager } from '../parts/list/pager.tsx'
import { type Column, type Order, Table } from '../parts/list/table.tsx'
import { Empty } from '../parts/notice.tsx'
import { formatInstant } from '../parts/value/format.ts'
import { setQuery, toHref, useAddress } from '../shell/address.ts'
import { useSite } from '../shell/site.ts'
import { useSpeech } from '../shell/speech.ts'
import { oneOf, readQuery, useOwnerFilter, useStateFilter } from '../work/filters.tsx'
import { useWorkSpeech } from '../work/speech.ts'
import { WorkScreen } from '../work/work-screen.tsx'
import { listMessages } from './calls.ts'
import { MessageDetail } from './message-detail.tsx'
import { MessageState } from './message-state.tsx'

/** Messages of the contact form: a list, and the one that the address names beside it. */
export function MessagesScreen({ rest }: { readonly rest: string }) {
  const { text } = useSpeech()
  const { words } = useWorkSpeech()
  const { query } = useAddress()
  const asked = askFor(query)
  const list = useAnswer(() => listMessages({ query: asked }), JSON.stringify(asked))
  return (
    <WorkScreen
      title={text.navMessages}
      lead={words.messagesLead}
      path="/messages"
      rest={rest}
      filters={[useStateFilter(), useOwnerFilter()]}
      list={list}
      detail={<MessageDetail reference={rest} onChanged={list.reload} />}
    >
      {(page) => <List page={page} query={query} current={rest} />}
    </WorkScreen>
  )
}

/** What the address asks for: of every state only where it says so. */
function askFor(query: URLSearchParams) {
  const { state, ...asked } = readQuery(query)
  return {
    ...asked,
    ...(state !== 'all' && { state: state ?? ('open' as const) }),
    order: oneOf(query.get('order'), ['oldest']),
  }
}

function List({
  page: { messages, next, total },
  query,
  current,
}: {
  readonly page: MessagesResult
  readonly query: URLSearchParams
  readonly current: string
}) {
  const { words } = useWorkSpeech()
  const { text } = useSpeech()
  const columns = useColumns(query)
  const direction = query.get('order') === 'oldest' ? 'ascending' : 'descending'
  const sort = ({ direction: wanted }: Order) =>
    setQuery({ order: wanted === 'ascending' ? 'oldest' : undefined, cursor: undefined })
  return (
    <>
      <Table
        caption={text.navMessages}
        isCaptionSpoken
        columns={columns}
        rows={messages}
        keyOf={({ reference }) => reference}
        currentKey={current}
        order={{ by: 'receivedAt', direction }}
        onOrder={sort}
        empty={
          <Empty title={words.noMessages}>
            <p>{words.noneHint}</p>
          </Empty>
        }
      />
      <Pager shown={messages.length} total={total} next={next} />
    </>
  )
}

function useColumns(query: URLSearchParams): readonly Column<MessageLine>[] {
  const { words, language } = useWorkSpeech()
  const { timeZone } = useSite()
  const filters = Object.fromEntries(query)
  return [
    {
      id: 'reference',
      title: words.reference,
      cell: ({ reference }) => (
        <a class="reference" href={toHref(`/messages/${reference}`, filters)}>
          {reference}
        </a>
      ),
    },
    {
      id: 'receivedAt',
      title: words.receivedAt,
      isSortable: true,
      cell: ({ receivedAt }) => formatInstant(receivedAt, language, timeZone),
    },
    {
      id: 'sender',
      title: words.sender,
      cell: ({ name, email, phone }) => (
        <span class="sender">
          <span>{name ?? words.notGiven}</span>
          <span class="hint">{email ?? phone ?? ''}</span>
        </span>
      ),
    },
    {
      id: 'state',
      title: words.state,
      cell: (line) => <MessageState line={line} />,
    },
  ]
}
