import { useEffect, useState } from 'preact/hooks'
import { formatNumber, formatShortDay } from '../../parts/value/format.ts'
import { useSpeech } from '../speech.ts'
import { Column, type Series } from './bar-column.tsx'
import { type DayBar, type Scale, scaleOf, TOP_PX } from './bar-scale.ts'
import { labelEvery } from './chart-scale.ts'
import { useWidth } from './use-width.ts'

const AXIS_PX = 40
const LABELS_PX = 24
const LABEL_PX = 64
const MIN_COLUMN_PX = 5
/**
 * Bars of each day, for sighted users with a pointer only; a table beside it contains the same numbers. If the days do not
 * fit, the chart scrolls sideways, starting at the latest.
 */
export function DayBars({
  label,
  bars,
  up,
  down,
  plotPx,
  marks,
  onDay,
}: {
  readonly label: string
  readonly bars: readonly DayBar[]
  readonly up: Series
  readonly down?: Series
  readonly plotPx: number
  /** Days with a line; what they mean is said below the chart. */
  readonly marks: readonly { readonly day: string }[]
  /** Called with the day under the pointer. */
  readonly onDay: (day: string | undefined) => void
}) {
  const [ref, outerPx] = useWidth<HTMLDivElement>()
  const [at, setAt] = useState<number>()
  const columnPx = Math.max(MIN_COLUMN_PX, (outerPx - AXIS_PX) / bars.length)
  const widthPx = AXIS_PX + columnPx * bars.length
  const isWide = outerPx > 0 && widthPx > outerPx + 1
  useEffect(() => {
    if (isWide && ref.current) ref.current.scrollLeft = widthPx
  }, [isWide, widthPx, ref])
  const point = (index: number | undefined) => {
    setAt(index)
    onDay(index === undefined ? undefined : bars[index]?.day)
  }
  const onMove = (event: PointerEvent & { readonly currentTarget: SVGSVGElement }) => {
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left - AXIS_PX
    const index = Math.floor(x / columnPx)
    point(index >= 0 && index < bars.length ? index : undefined)
  }
  const scale = scaleOf(bars, plotPx)
  return (
    <div
      class="bars"
      ref={ref}
      {...(isWide && { tabIndex: 0, role: 'region', 'aria-label': label })}
    >
      {outerPx > 0 && (
        <svg
          role="img"
          aria-label={label}
          width={widthPx}
          height={TOP_PX + plotPx + LABELS_PX}
          onPointerMove={onMove}
          onPointerDown={onMove}
          onPointerLeave={() => point(undefined)}
        >
          <Lines scale={scale} widthPx={widthPx} />
          {at !== undefined && (
            <rect
              class="pointed"
              x={AXIS_PX + at * columnPx}
              y={0}
              width={columnPx}
              height={TOP_PX + plotPx}
            />
          )}
          {bars.map((bar, index) => (
            <Column
              key={bar.day}
              bar={bar}
              series={{ up, down }}
              scale={scale}
              x={AXIS_PX + index * columnPx}
              columnPx={columnPx}
            />
          ))}
          <DayMarks {...{ bars, marks, columnPx, plotPx }} />
          <DayLabels bars={bars} columnPx={columnPx} y={TOP_PX + plotPx + 17} />
        </svg>
      )}
    </div>
  )
}

function Lines({ scale, widthPx }: { readonly scale: Scale; readonly widthPx: number }) {
  const { language } = useSpeech()
  return (
    <g class="lines">
      {scale.lines.map((value) => {
        const y = Math.round(scale.baseY - value * scale.pxEach) + 0.5
        return (
          <g key={value} class={value === 0 ? 'base' : undefined}>
            <line x1={AXIS_PX} x2={widthPx} y1={y} y2={y} />
            <text x={AXIS_PX - 8} y={y + 4} text-anchor="end">
              {formatNumber(Math.abs(value), language)}
            </text>
          </g>
        )
      })}
    </g>
  )
}

/** A line at the beginning of each marked day. */
function DayMarks({
  bars,
  marks,
  columnPx,
  plotPx,
}: {
  readonly bars: readonly DayBar[]
  readonly marks: readonly { readonly day: string }[]
  readonly columnPx: number
  readonly plotPx: number
}) {
  return (
    <g class="marks">
      {marks.map(({ day }) => {
        const x = Math.round(AXIS_PX + bars.findIndex((bar) => bar.day === day) * columnPx) + 0.5
        return <line key={day} x1={x} x2={x} y1={0} y2={TOP_PX + plotPx} />
      })}
    </g>
  )
}

function DayLabels({
  bars,
  columnPx,
  y,
}: {
  readonly bars: readonly DayBar[]
  readonly columnPx: number
  readonly y: number
}) {
  const { language } = useSpeech()
  const every = labelEvery(columnPx, LABEL_PX)
  // Counted back from the last day, which always has its label unless the label would be clipped.
  const isLabelled = (index: number) =>
    (bars.length - 1 - index) % every === (every > 1 ? Math.floor(every / 2) : 0)
  return (
    <g class="day-labels">
      {bars.map(({ day }, index) =>
        isLabelled(index) ? (
          <text key={day} x={AXIS_PX + (index + 0.5) * columnPx} y={y} text-anchor="middle">
            {formatShortDay(day, language)}
          </text>
        ) : null,
      )}
    </g>
  )
}
