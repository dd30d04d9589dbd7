import { useState } from 'preact/hooks'
import { ListAndDetail } from '../list/list-and-detail.tsx'
import { Pager } from '../list/pager.tsx'
import { type Column, type Order, Table } from '../list/table.tsx'
import { Empty } from '../notice.tsx'
import { Facts, Panel } from '../panel.tsx'
import { DueIn } from '../value/due-in.tsx'
import { Reference } from '../value/reference.tsx'
import { type Standing, StateBadge } from '../value/state-badge.tsx'

interface Row {
  readonly number: string
  readonly what: string
  readonly left: number
  readonly standing: Standing
  readonly people: number
}

const ROWS: readonly Row[] = [
  { number: 'R-7K2M9QXA', what: 'Deletion', left: -2, standing: 'late', people: 1 },
  { number: 'R-3H8C4WPE', what: 'Correction of a name', left: 0, standing: 'active', people: 2 },
  { number: 'R-9D5T6VNB', what: 'x'.repeat(60), left: 7, standing: 'waiting', people: 1_204 },
]

const COLUMNS: readonly Column<Row>[] = [
  {
    id: 'number',
    title: 'Number',
    cell: ({ number }) => (
      <a href="/admin/parts">
        <Reference reference={number} />
      </a>
    ),
  },
  { id: 'what', title: 'What', cell: ({ what }) => what },
  {
    ...{ id: 'due', title: 'Due', isSortable: true },
    cell: ({ left }) => <DueIn workingDaysLeft={left} dueOn="2026-12-01" />,
  },
  {
    id: 'state',
    title: 'State',
    cell: ({ standing }) => <StateBadge standing={standing}>{standing}</StateBadge>,
  },
  { id: 'people', title: 'People', isNumber: true, cell: ({ people }) => people },
]

/** A table alone, one without rows, and a list with one of its things beside it. */
export function ListSample() {
  const [order, setOrder] = useState<Order>({ by: 'due', direction: 'ascending' })
  const table = (rows: readonly Row[], caption: string, currentKey?: string) => (
    <Table
      {...{ caption, rows, order, currentKey }}
      columns={COLUMNS}
      keyOf={({ number }) => number}
      onOrder={setOrder}
      empty={<Empty title="Nothing is due" />}
    />
  )
  return (
    <>
      <Panel title="Table">
        {table(ROWS, 'Requests')}
        <Pager shown={3} total={225} next="abc" />
      </Panel>
      <Panel title="Table without rows">{table([], 'None')}</Panel>
      <Panel title="List and detail">
        <ListAndDetail
          list={table(ROWS, 'Requests beside one', 'R-3H8C4WPE')}
          detail={
            <Panel title="R-3H8C4WPE">
              <Facts facts={[{ name: 'What', value: 'Correction of a name' }]} />
            </Panel>
          }
          detailKey=""
          backTo="/admin/parts"
        />
      </Panel>
    </>
  )
}
