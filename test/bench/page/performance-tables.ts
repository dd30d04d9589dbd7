import type { Measurement } from '../table.ts'
import { BLANK, OURS, OURS_ELSEWHERE, RIVAL } from './contestants.ts'

// The tables that docs/performance.md shows of a run, from the file that `npm run bench -- --only page --json FILE` writes.

const ms = (value: number) => `${Math.round(value)} ms`
const kB = (value: number) => `${(value / 1000).toFixed(1)} kB`
const times = (value: number) => `${value.toFixed(2)} ×`
const asIs = (unit: string) => (value: number) => `${value} ${unit}`.trim()

type Write = (value: number) => string

/** A number that JSON cannot hold is written as null. */
const cell = (value: number | null | undefined, write: Write) =>
  typeof value === 'number' ? write(value) : '–'

const table = (rows: readonly (readonly string[])[]) => {
  const [head = [], ...body] = rows.map((cells) => `| ${cells.join(' | ')} |`)
  return [head, `|${'---|'.repeat(rows[0]?.length ?? 0)}`, ...body].join('\n')
}

/** What stands there between the two marks of a table. */
export const betweenMarks = (mark: string): RegExp =>
  new RegExp(`(?<=<!-- ${mark} -->\\n)[\\s\\S]*?(?=\\n<!-- /${mark} -->)`)

/** The tables by their marks. @throws {Error} where the run lacks a figure that is judged. */
export const writeTables = (rows: readonly Measurement[]): Readonly<Record<string, string>> => ({
  times: writeTimes(rows),
  goals: writeGoals(rows),
})

/** Every contestant's figures, a line each. */
function writeTimes(rows: readonly Measurement[]): string {
  const found = new Map(rows.map(({ what, measured }) => [what, measured]))
  const names = rows.flatMap(({ what }) => /^(.+), loopback: downloaded$/.exec(what)?.[1] ?? [])
  const line = (name: string) => {
    const on = (network: string, what: string) => found.get(`${name}, ${network}: ${what}`)
    return [
      name,
      cell(on('loopback', 'banner visible'), ms),
      cell(on('slow 4G', 'banner visible'), ms),
      cell(on('loopback', 'script to banner'), ms),
      cell(on('loopback', 'script in all'), ms),
      cell(on('slow 4G', 'first contentful paint'), ms),
      cell(on('loopback', 'downloaded'), kB),
    ]
  }
  const head = ['visible, loopback', 'visible, slow 4G', 'script to banner', 'script in all']
  const first = [OURS, OURS_ELSEWHERE, RIVAL]
  const others = names.filter((name) => ![...first, BLANK].includes(name)).sort()
  return table([
    [' ', ...head, 'first paint, slow 4G', 'downloaded'],
    ...[...first, ...others, BLANK].map(line),
  ])
}

/** What is judged on the page's own site and on another: what it is called in a run, and how the table writes it. */
const judged: readonly (readonly [string, Write])[] = [
  [`loopback: banner visible ÷ ${RIVAL}`, times],
  [`slow 4G: banner visible ÷ ${RIVAL}`, times],
  ['loopback: banner visible ÷ quickest peer', times],
  ['slow 4G: banner visible ÷ quickest peer', times],
  [`loopback: script to banner ÷ ${RIVAL}`, times],
  ['loopback: first paint later than without a banner', ms],
  ['slow 4G: first paint later than without a banner', ms],
  ['loopback: accept to banner gone', asIs('frame')],
  ['loopback: layout shift', asIs('')],
]
const ofTheDemo: readonly (readonly [string, Write])[] = [
  ['demo, loopback: largest paint with ÷ without', times],
  ['demo, slow 4G: largest paint with ÷ without', times],
  ['demo, loopback: times the banner was the largest paint', asIs('')],
  ['demo, slow 4G: times the banner was the largest paint', asIs('')],
  ['accept with fifty scripts waiting: click to next frame', ms],
]

/** Each goal, what was wanted, and what came out on the page's own site and on another. */
function writeGoals(rows: readonly Measurement[]): string {
  const found = new Map(rows.map((row) => [row.what, row]))
  const need = (what: string): Measurement => {
    const row = found.get(what)
    if (!row) throw new Error(`The run has no '${what}'.`)
    return row
  }
  const wanted = ({ goal }: Measurement, write: Write) =>
    goal && 'atMost' in goal ? `at most ${write(goal.atMost)}` : '–'
  return table([
    [' ', 'goal', OURS, OURS_ELSEWHERE],
    ...judged.map(([what, write]) => {
      const [own, elsewhere] = [need(`${OURS}, ${what}`), need(`${OURS_ELSEWHERE}, ${what}`)]
      const cells = [own, elsewhere].map(({ measured }) => cell(measured, write))
      return [what, wanted(own, write), ...cells]
    }),
    ...ofTheDemo.map(([what, write]) => {
      const row = need(what)
      return [what, wanted(row, write), cell(row.measured, write), ' ']
    }),
  ])
}
