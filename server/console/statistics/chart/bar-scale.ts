import type { Count } from '../../../contract/index.ts'
import { roundScale } from './chart-scale.ts'

/** One day's bars: `up` from the base line, `down` below it. */
export interface DayBar {
  readonly day: string
  readonly up: Count
  readonly down?: Count
}

/** Room above the highest bar. */
export const TOP_PX = 8

const height = (count: Count | undefined): number => (typeof count === 'number' ? count : 0)

/** Positions and heights of a chart's bars. */
export interface Scale {
  /** The base line, in pixels below the top of the chart. */
  readonly baseY: number
  /** Pixels for each one counted. */
  readonly pxEach: number
  /** Values with a grid line; negative below the base line. */
  readonly lines: readonly number[]
}

/** Scales all bars to a height. */
export function scaleOf(bars: readonly DayBar[], plotPx: number): Scale {
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
