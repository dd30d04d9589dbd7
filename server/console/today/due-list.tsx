import type { ComponentChildren } from 'preact'
import type { DueItem, TodayResult } from '../../contract/index.ts'
import { type Column, Table } from '../parts/list/table.tsx'
import { Empty } from '../parts/notice.tsx'
import { Panel } from '../parts/panel.tsx'
import { DueIn } from '../parts/value/due-in.tsx'
import { formatInstant, formatNumber } from '../parts/value/format.ts'
import { Reference } from '../parts/value/reference.tsx'
import { toHref } from '../shell/address.ts'
import { useLanguage } from '../shell/language.ts'
import { useReach } from '../shell/role.ts'
import { useSite } from '../shell/site.ts'
import { fill } from '../text/fill.ts'
import { useTexts } from './speech.ts'

/** What is due, soonest first, or in words that nothing is. */
export function DueList({ due, more }: Pick<TodayResult, 'due' | 'more'>) {
  const text = useTexts()
  const language = useLanguage()
  const columns: readonly Column<DueItem>[] = [
    { id: 'what', title: text.what, cell: (item) => <What item={item} /> },
    {
      id: 'reference',
      title: text.reference,
      cell: ({ reference }) => <Reference reference={reference} />,
    },
    { id: 'due', title: text.due, cell: (item) => <When item={item} /> },
  ]
  return (
    <Panel title={text.dueTitle}>
      <Table
        caption={text.dueTitle}
        isCaptionSpoken
        columns={columns}
        rows={due}
        keyOf={({ kind, reference, dueOn }) => `${kind} ${reference} ${dueOn}`}
        empty={
          <Empty title={text.nothingDue}>
            <p>{text.nothingDueText}</p>
          </Empty>
        }
      />
      {more.length > 0 && (
        <ul class="more">
          {more.map(({ kind, count, address }) => (
            <li key={kind}>
              <Place address={address}>
                {fill(text.moreOf, { what: text[kind], n: formatNumber(count, language) })}
              </Place>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}

/** What has to be done, leading to where it is done. */
function What({ item: { kind, address } }: { readonly item: DueItem }) {
  const text = useTexts()
  return <Place address={address}>{text[kind]}</Place>
}

/** A link to a screen, or the words alone where the role may not open it. */
function Place({
  address,
  children,
}: {
  readonly address: string
  readonly children: ComponentChildren
}) {
  const canOpen = useReach()
  return canOpen(address) ? <a href={toHref(address)}>{children}</a> : <span>{children}</span>
}

function When({ item: { workingDaysLeft, dueOn, dueAt, state } }: { readonly item: DueItem }) {
  const text = useTexts()
  const language = useLanguage()
  const { timeZone } = useSite()
  // Overdue on a day off: no working day has passed since, and it is late all the same.
  const left = state === 'overdue' ? Math.min(workingDaysLeft, -1) : workingDaysLeft
  return (
    <>
      <DueIn workingDaysLeft={left} dueOn={dueOn} />
      {dueAt !== null && (
        <span class="hint exactly">
          {fill(text.exactly, { when: formatInstant(dueAt, language, timeZone) })}
        </span>
      )}
    </>
  )
}
