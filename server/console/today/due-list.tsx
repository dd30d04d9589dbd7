import type { DueItem } from '../../contract/index.ts'
import { type Column, Table } from '../parts/list/table.tsx'
import { Empty } from '../parts/notice.tsx'
import { Panel } from '../parts/panel.tsx'
import { DueIn } from '../parts/value/due-in.tsx'
import { formatInstant, formatNumber } from '../parts/value/format.ts'
import { toHref } from '../shell/address.ts'
import { useLanguage } from '../shell/language.ts'
import { useReach } from '../shell/role.ts'
import { useSite } from '../shell/site.ts'
import { fill } from '../text/fill.ts'
import { useTexts } from './speech.ts'

/** Registers number their entries by UUID, of which the beginning is enough to tell them apart. */
const UUID = /^([0-9a-f]{8})-[0-9a-f-]{27}$/

/** What is due, soonest first, or in words that nothing is. */
export function DueList({
  due,
  total,
}: {
  readonly due: readonly DueItem[]
  readonly total: number
}) {
  const text = useTexts()
  const language = useLanguage()
  const columns: readonly Column<DueItem>[] = [
    { id: 'what', title: text.what, cell: (item) => <What item={item} /> },
    {
      id: 'reference',
      title: text.reference,
      cell: ({ reference }) => <code>{reference.replace(UUID, '$1…')}</code>,
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
      {total > due.length && (
        <p class="hint">
          {fill(text.shownOf, {
            shown: formatNumber(due.length, language),
            total: formatNumber(total, language),
          })}
        </p>
      )}
    </Panel>
  )
}

/** What has to be done, leading to where it is done if the role may open that. */
function What({ item: { kind, address } }: { readonly item: DueItem }) {
  const text = useTexts()
  const canOpen = useReach()
  if (!canOpen(address)) return <>{text[kind]}</>
  return <a href={toHref(address)}>{text[kind]}</a>
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
