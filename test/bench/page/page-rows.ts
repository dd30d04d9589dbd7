import { type Measurement, median, medianRatio } from '../table.ts'
import { BLANK, OURS, OURS_ELSEWHERE, RIVAL } from './contestants.ts'
import type { LargestPaint } from './demo-paint.ts'
import type { Network } from './open-page.ts'
import type { QuietVisit } from './quiet-visit.ts'
import type { WatchedVisit } from './watched-visit.ts'

/** What one round saw of a contestant. The page without a banner has nothing to wait for. */
export type Seen = QuietVisit & Partial<WatchedVisit> & { readonly scriptMs?: number }

type Pick = (seen: Seen) => number

const shown: Pick = ({ shownMs }) => shownMs ?? Number.NaN
const script: Pick = ({ scriptMs }) => scriptMs ?? Number.NaN
const paint: Pick = ({ paintMs }) => paintMs
const gone: Pick = ({ framesToGone }) => framesToGone ?? Number.NaN

/** Milliseconds by which a first paint may be later than that of the page without a banner: one and a half frames of noise. */
const PAINT_NOISE_MS = 25

/** The lines of one network: every contestant's figures, and ours against the goals. */
export function describePages(
  network: Network,
  seen: ReadonlyMap<string, readonly Seen[]>,
): Measurement[] {
  const all = (name: string, pick: Pick) => (seen.get(name) ?? []).map(pick)
  const each = (what: string, pick: Pick, unit: string): Measurement[] =>
    [...seen.keys()]
      .filter((name) => name !== BLANK || (pick !== shown && pick !== script))
      .map((name) => ({
        what: `${name}, ${network}: ${what}`,
        measured: median(all(name, pick)),
        unit,
      }))
  return [
    ...each('banner visible', shown, 'ms'),
    ...(network === 'loopback' ? each('script to banner', script, 'ms') : []),
    ...each('script in all', ({ scriptInAllMs }) => scriptInAllMs, 'ms'),
    ...each('first contentful paint', paint, 'ms'),
    ...each('downloaded', ({ wireBytes }) => wireBytes, 'B'),
    ...[OURS, OURS_ELSEWHERE].flatMap((name) => judge(name, network, seen)),
  ]
}

/** One of ours against the goals. */
function judge(
  name: string,
  network: Network,
  seen: ReadonlyMap<string, readonly Seen[]>,
): Measurement[] {
  const all = (one: string, pick: Pick) => (seen.get(one) ?? []).map(pick)
  const rivals = [...seen.keys()].filter((one) => ![BLANK, OURS, OURS_ELSEWHERE].includes(one))
  const quickest = Math.min(...rivals.map((one) => median(all(one, shown))))
  const toRival = (pick: Pick) => medianRatio(all(name, pick), all(RIVAL, pick))
  const where = `${name}, ${network}`
  return [
    ratio(`${where}: banner visible ÷ ${RIVAL}`, toRival(shown), 0.7),
    ratio(`${where}: banner visible ÷ quickest peer`, median(all(name, shown)) / quickest, 1),
    ...(network === 'loopback'
      ? [ratio(`${where}: script to banner ÷ ${RIVAL}`, toRival(script), 0.5)]
      : []),
    {
      what: `${where}: first paint later than without a banner`,
      measured: median(all(name, paint)) - median(all(BLANK, paint)),
      unit: 'ms',
      goal: { atMost: PAINT_NOISE_MS },
    },
    {
      what: `${where}: accept to banner gone`,
      measured: Math.max(...all(name, gone)),
      unit: 'frames',
      goal: { atMost: 1 },
    },
    ratio(`${where}: layout shift`, Math.max(...all(name, ({ layoutShift }) => layoutShift)), 0),
  ]
}

const ratio = (what: string, measured: number, atMost: number): Measurement => ({
  what,
  measured,
  unit: '×',
  goal: { atMost },
})

interface Paints {
  readonly with: readonly LargestPaint[]
  readonly without: readonly LargestPaint[]
}

/** The lines of the demo school's home page and of the page with fifty scripts. */
export function describeDemo(
  paints: Readonly<Record<Network, Paints>>,
  acceptDelayMs: number,
): Measurement[] {
  const ms = (all: readonly LargestPaint[]) => all.map((paint) => paint.ms)
  const lines = (Object.keys(paints) as Network[]).flatMap((network): Measurement[] => {
    const { with: shown, without } = paints[network]
    const where = `demo, ${network}`
    return [
      { what: `${where}: largest paint with the widget`, measured: median(ms(shown)), unit: 'ms' },
      { what: `${where}: the same without`, measured: median(ms(without)), unit: 'ms' },
      ratio(`${where}: largest paint with ÷ without`, medianRatio(ms(shown), ms(without)), 1.02),
      {
        what: `${where}: times the banner was the largest paint`,
        measured: shown.filter(({ isBanner }) => isBanner).length,
        unit: 'times',
        goal: { atMost: 0 },
      },
    ]
  })
  return [
    ...lines,
    {
      what: 'accept with fifty scripts waiting: click to next frame',
      measured: acceptDelayMs,
      unit: 'ms',
      goal: { atMost: 100 },
    },
  ]
}
