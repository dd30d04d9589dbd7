import type { ComponentChildren } from 'preact'
import { useSpeech } from '../../shell/speech.ts'

/** One column of a table. */
export interface Column<Row> {
  /** Identifies it; what `order.by` names. */
  readonly id: string
  readonly title: string
  readonly cell: (row: Row) => ComponentChildren
  /** Numbers stand right-aligned below each other. */
  readonly isNumber?: boolean
  /** Whether the server sorts by it. */
  readonly isSortable?: boolean
}

/** What a list is sorted by. */
export interface Order {
  readonly by: string
  readonly direction: 'ascending' | 'descending'
}

interface Props<Row> {
  readonly caption: string
  /** Whether a heading above says the same, so that the caption is for screen readers alone. */
  readonly isCaptionSpoken?: boolean
  /** The first one names the row. */
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly keyOf: (row: Row) => string
  /** The row that is shown beside the list. */
  readonly currentKey?: string | undefined
  readonly order?: Order
  readonly onOrder?: (order: Order) => void
  /** Shown in place of a table without rows: say why there are none. */
  readonly empty: ComponentChildren
}

/** Rows of a list. Where there is little room each row is a card, with the title of every value before it. */
export function Table<Row>({ empty, ...props }: Props<Row>) {
  const { caption, isCaptionSpoken, columns, rows, keyOf, currentKey, order, onOrder } = props
  if (rows.length === 0) return <>{empty}</>
  return (
    <div class="table-room">
      <table class="list">
        <caption class={isCaptionSpoken ? 'spoken' : undefined}>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <Title key={column.id} column={column} order={order} onOrder={onOrder} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const key = keyOf(row)
            return (
              <tr key={key} aria-current={key === currentKey ? 'true' : undefined}>
                {columns.map((column, index) => (
                  <Cell key={column.id} column={column} row={row} isName={index === 0} />
                ))}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

function Cell<Row>({
  column: { title, cell, isNumber },
  row,
  isName,
}: {
  readonly column: Column<Row>
  readonly row: Row
  readonly isName: boolean
}) {
  const look = isNumber ? 'number' : undefined
  if (isName)
    return (
      <th scope="row" class={look}>
        {cell(row)}
      </th>
    )
  return (
    <td class={look}>
      <span class="card-title" aria-hidden="true">
        {title}
      </span>
      <span class="card-value">{cell(row)}</span>
    </td>
  )
}

function Title<Row>({
  column: { id, title, isNumber, isSortable },
  order,
  onOrder,
}: {
  readonly column: Column<Row>
  readonly order: Order | undefined
  readonly onOrder: ((order: Order) => void) | undefined
}) {
  const { text } = useSpeech()
  const look = isNumber ? 'number' : undefined
  const direction = order?.by === id ? order.direction : undefined
  if (!isSortable || !onOrder)
    return (
      <th scope="col" class={look}>
        {title}
      </th>
    )
  const next = direction === 'ascending' ? 'descending' : 'ascending'
  return (
    <th scope="col" class={look} aria-sort={direction ?? 'none'}>
      <button
        type="button"
        class="sort"
        title={text.sort}
        onClick={() => onOrder({ by: id, direction: next })}
      >
        {title}
        <span aria-hidden="true">
          {direction === 'ascending' ? ' ▲' : direction === 'descending' ? ' ▼' : ' ↕'}
        </span>
      </button>
    </th>
  )
}
