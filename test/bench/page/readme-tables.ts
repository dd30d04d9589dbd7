import type { Measurement } from '../table.ts'
import { BLANK, OURS, OURS_ELSEWHERE, RIVAL } from './contestants.ts'

// The tables that README shows of a run, from the file that `npm run bench -- --only page --json FILE` writes.

const ms = (value: number) => `${Math.round(value)} ms`
const kB = (value: number) => `${(value / 1000).toFixed(1)} kB`
const times = (value: number) => `${value.toFixed(2)} ×`
const asIs = (unit: string) => (value: number) => `${value} ${unit}`.trim()

type Find = (what: string) => number | undefined

const finder = (rows: readonly Measurement[]): Find => {
  const found = new Map(rows.map(({ what, measured }) => [what, measured]))
  return (what) => found.get(what)
}

/** A number that JSON cannot hold is written as null. */
const cell = (value: number | null | undefined, write: (value: number) => string) =>
  typeof value === 'number' ? write(value) : '–'

const table = (rows: readonly (readonly string[])[]) => {
  const [head = [], ...body] = rows.map((cells) => `| ${cells.join(' | ')} |`)
  return [head, `|${'---|'.repeat(rows[0]?.length ?? 0)}`, ...body].join('\n')
}

/** Every contestant's figures, a line each. */
export function writeTimes(rows: readonly Measurement[]): string {
  const find = finder(rows)
  const names = rows.flatMap(({ what }) => /^(.+), loopback: downloaded$/.exec(what)?.[1] ?? [])
  const line = (name: string) => {
    const on = (network: string, what: string) => find(`${name}, ${network}: ${what}`)
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

/** What is judged on the page's own site and on another: what it is called in a run, and how README writes it. */
const judged: readonly (readonly [string, (value: number) => string])[] = [
  [`loopback: banner visible ÷ ${RIVAL}`, times],
  [`slow 4G: banner visible ÷ ${RIVAL}`, times],
  ['loopback: banner visible ÷ quickest peer', times],
  ['slow 4G: banner visible ÷ quickest peer', times],
  [`loopback: script to banner ÷ ${RIVAL}`, times],
  ['slow 4G: first paint later than without a banner', ms],
  ['loopback: accept to banner gone', asIs('frame')],
  ['loopback: layout shift', asIs('')],
]
const ofTheDemo: readonly (readonly [string, (value: number) => string])[] = [
  ['demo, loopback: largest paint with ÷ without', times],
  ['demo, slow 4G: largest paint with ÷ without', times],
  ['accept with fifty scripts waiting: click to next frame', ms],
]

/** Each goal, what was wanted, and what came out on the page's own site and on another. */
export function writeGoals(rows: readonly Measurement[]): string {
  const find = finder(rows)
  const goals = new Map(rows.map(({ what, goal }) => [what, goal]))
  const wanted = (what: string, write: (value: number) => string) => {
    const goal = goals.get(what)
    return goal && 'atMost' in goal ? `at most ${write(goal.atMost)}` : '–'
  }
  return table([
    [' ', 'goal', OURS, OURS_ELSEWHERE],
    ...judged.map(([what, write]) => [
      what,
      wanted(`${OURS}, ${what}`, write),
      cell(find(`${OURS}, ${what}`), write),
      cell(find(`${OURS_ELSEWHERE}, ${what}`), write),
    ]),
    ...ofTheDemo.map(([what, write]) => [what, wanted(what, write), cell(find(what), write), ' ']),
  ])
}
