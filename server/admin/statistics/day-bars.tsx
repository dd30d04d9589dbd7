import { useEffect, useState } from 'preact/hooks'
import type { Count } from '../../contract/index.ts'
import { useSpeech } from '../language.ts'
import { labelEvery, roundScale } from './chart-scale.ts'
import { formatNumber, formatShortDay } from './format.ts'
import { useWidth } from './use-width.ts'

/** What a bar stands for. */
export type Series = 'consents' | 'refusals' | 'visits'

/** One day's bars: `up` from the base line, `down` below it. */
export interface DayBar {
  readonly day: string
  readonly up: Count
  readonly down?: Count
}

const AXIS_PX = 40
const LABELS_PX = 24
const TOP_PX = 8
const LABEL_PX = 64
const MIN_COLUMN_PX = 5
/** A withheld count has a stub of this height, whatever it is. */
const STUB_PX = 3

const height = (count: Count | undefined): number => (typeof count === 'number' ? count : 0)

/**
 * Bars of each day. For the eye and a pointer only; the same numbers stand in a table beside it.
 *
 * More days than fit are scrolled sideways, from the latest.
 */
export function DayBars({
  label,
  bars,
  up,
  down,
  plotPx,
  onDay,
}: {
  readonly label: string
  readonly bars: readonly DayBar[]
  readonly up: Series
  readonly down?: Series
  readonly plotPx: number
  /** Told which day the pointer is on. */
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
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1).
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
          <DayLabels bars={bars} columnPx={columnPx} y={TOP_PX + plotPx + 17} />
        </svg>
      )}
    </div>
  )
}

interface Scale {
  readonly baseY: number
  readonly pxEach: number
  /** Values that have a line, those of bars downwards negative. */
  readonly lines: readonly number[]
}

function scaleOf(bars: readonly DayBar[], plotPx: number): Scale {
  const highestUp = Math.max(0, ...bars.map((bar) => height(bar.up)))
  const highestDown = Math.max(0, ...bars.map((bar) => height(bar.down)))
  const hasDown = bars.some((bar) => bar.down !== undefined)
  const { step } = roundScale(Math.max(highestUp, highestDown), hasDown ? 2 : 3)
  const stepsUp = Math.max(1, Math.ceil(highestUp / step))
  const stepsDown = hasDown ? Math.max(1, Math.ceil(highestDown / step)) : 0
  const pxEach = plotPx / ((stepsUp + stepsDown) * step)
  return {
    baseY: TOP_PX + stepsUp * step * pxEach,
    pxEach,
    lines: Array.from(
      { length: stepsUp + stepsDown + 1 },
      (_, index) => (index - stepsDown) * step,
    ),
  }
}

function Lines({ scale, widthPx }: { readonly scale: Scale; readonly widthPx: number }) {
  const { locale } = useSpeech()
  return (
    <g class="lines">
      {scale.lines.map((value) => {
        const y = Math.round(scale.baseY - value * scale.pxEach) + 0.5
        return (
          <g key={value} class={value === 0 ? 'base' : undefined}>
            <line x1={AXIS_PX} x2={widthPx} y1={y} y2={y} />
            <text x={AXIS_PX - 8} y={y + 4} text-anchor="end">
              {formatNumber(Math.abs(value), locale)}
            </text>
          </g>
        )
      })}
    </g>
  )
}

function Column({
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

function DayLabels({
  bars,
  columnPx,
  y,
}: {
  readonly bars: readonly DayBar[]
  readonly columnPx: number
  readonly y: number
}) {
  const { locale } = useSpeech()
  const every = labelEvery(columnPx, LABEL_PX)
  // Counted back from the last day, which always has its label unless it would be cut off.
  const isLabelled = (index: number) =>
    (bars.length - 1 - index) % every === (every > 1 ? Math.floor(every / 2) : 0)
  return (
    <g class="day-labels">
      {bars.map(({ day }, index) =>
        isLabelled(index) ? (
          <text key={day} x={AXIS_PX + (index + 0.5) * columnPx} y={y} text-anchor="middle">
            {formatShortDay(day, locale)}
          </text>
        ) : null,
      )}
    </g>
  )
}
