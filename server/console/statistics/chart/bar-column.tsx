import type { Count } from '../../../contract/index.ts'
import type { DayBar, Scale } from './bar-scale.ts'

/** What a bar counts; also its CSS class. */
export type Series = 'consents' | 'refusals' | 'visits'

/** Height of the stub drawn for a withheld count, whatever it is. */
const STUB_PX = 3
/** Part of the column that the bar fills, and its greatest width. */
const BAR_SHARE = 0.72
const MAX_BAR_PX = 36

/** The bars of one day: one up from the base line and, where there is a second series, one down. Drawn inside an `svg`. */
export function Column({
  bar,
  series,
  scale: { baseY, pxEach },
  x,
  columnPx,
}: {
  readonly bar: DayBar
  readonly series: { readonly up: Series; readonly down: Series | undefined }
  readonly scale: Scale
  /** Left edge of the column. */
  readonly x: number
  readonly columnPx: number
}) {
  const width = Math.min(columnPx * BAR_SHARE, MAX_BAR_PX)
  const left = x + (columnPx - width) / 2
  const heightOf = (count: Count) => (typeof count === 'number' ? count * pxEach : STUB_PX)
  const classOf = (count: Count, name: Series) =>
    typeof count === 'number' ? name : `${name} withheld-bar`
  return (
    <>
      <rect
        class={classOf(bar.up, series.up)}
        x={left}
        y={baseY - heightOf(bar.up)}
        width={width}
        height={heightOf(bar.up)}
      />
      {bar.down !== undefined && series.down && (
        <rect
          class={classOf(bar.down, series.down)}
          x={left}
          y={baseY + 1}
          width={width}
          height={heightOf(bar.down)}
        />
      )}
    </>
  )
}
