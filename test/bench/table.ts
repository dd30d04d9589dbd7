/** One line of the benchmark: what was measured, how much it came to, and what it ought to be. */
export interface Measurement {
  readonly what: string
  readonly measured: number
  /** `B`, `µs`, `ms`, `MB`, `requests/s`, `requests/CPU s`, `events/s`, or `×` for a ratio. */
  readonly unit: string
  /** Bound that `measured` should keep; absent where the figure only explains another. */
  readonly goal?: { readonly atMost: number } | { readonly atLeast: number }
}

/** Whether the goal is met; `undefined` where there is none. */
export function isMet({ measured, goal }: Measurement): boolean | undefined {
  if (!goal) return undefined
  return 'atMost' in goal ? measured <= goal.atMost : measured >= goal.atLeast
}

const write = (number: number, unit: string): string =>
  `${unit === '×' ? number.toFixed(2) : Math.round(number).toLocaleString('en')} ${unit}`

function writeGoal({ goal, unit }: Measurement): string {
  if (!goal) return ''
  return 'atMost' in goal ? `≤ ${write(goal.atMost, unit)}` : `≥ ${write(goal.atLeast, unit)}`
}

function writeMet(row: Measurement): string {
  const met = isMet(row)
  if (met === undefined) return ''
  return met ? 'yes' : 'no'
}

const cellsOf = (rows: readonly Measurement[]): string[][] => [
  ['what', 'measured', 'goal', 'met'],
  ...rows.map((row) => [row.what, write(row.measured, row.unit), writeGoal(row), writeMet(row)]),
]

/** The lines as a table in Markdown: what, measured, goal, met. */
export function formatMarkdown(rows: readonly Measurement[]): string {
  const [head = [], ...body] = cellsOf(rows)
  const lines = [head, head.map(() => '---'), ...body]
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

/** Lays the lines out in aligned columns: what, measured, goal, met. */
export function formatTable(rows: readonly Measurement[]): string {
  const cells = cellsOf(rows)
  const widths = [0, 1, 2, 3].map((column) =>
    Math.max(...cells.map((row) => (row[column] ?? '').length)),
  )
  const align = (text: string, column: number) =>
    column === 1 ? text.padStart(widths[column] ?? 0) : text.padEnd(widths[column] ?? 0)
  return cells.map((row) => row.map(align).join('   ').trimEnd()).join('\n')
}

/** The middle of an odd number of figures, the upper middle of an even one. */
export const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN

/** The middle of the ratios of runs made one right after the other, so that what slows both down cancels out. */
export const medianRatio = (ours: readonly number[], others: readonly number[]): number =>
  median(ours.map((number, round) => number / (others[round] ?? Number.NaN)))
