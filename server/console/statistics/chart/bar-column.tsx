import type { Count } from '../../../contract/index.ts'
import type { DayBar, Scale } from './bar-scale.ts'

/** Data series of a bar. */
export type Series = 'consents' | 'refusals' | 'visits'

/** Height of the stub for every withheld count. */
const STUB_PX = 3

/** The bars of one day. */
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
  readonly x: number
  readonly columnPx: number
}) {
  const width = Math.min(columnPx * 0.72, 36)
  const left = x + (columnPx - width) / 2
  const tall = (count: Count) => (typeof count === 'number' ? count * pxEach : STUB_PX)
  const look = (count: Count, name: Series) =>
    typeof count === 'number' ? name : `${name} withheld-bar`
  return (
    <>
      <rect
        class={look(bar.up, series.up)}
        x={left}
        y={baseY - tall(bar.up)}
        width={width}
        height={tall(bar.up)}
      />
      {bar.down !== undefined && series.down && (
        <rect
          class={look(bar.down, series.down)}
          x={left}
          y={baseY + 1}
          width={width}
          height={tall(bar.down)}
        />
      )}
    </>
  )
}
