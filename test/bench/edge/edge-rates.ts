import { realSite } from '../../support/app/real-site.ts'
import { startServer } from '../../support/server/start-server.ts'
import { type Contestant, endpointsFor, giveConsents, readFacts, runInTurns } from '../endpoints.ts'
import type { Rate, Target } from '../load.ts'
import { type Measurement, median, medianRatio } from '../table.ts'
import { bareObject, bareWorker } from './other-workers.ts'
import { findObjectFile, makeEdgeFolder, startEdgeSite, startOtherWorker } from './start-edge.ts'

const ROUNDS = 7

/** What a site is asked of, with consents of its own given before. */
async function contestantsOf(target: Target, databaseFile: string): Promise<Contestant[]> {
  const facts = await readFacts({ url: target.url, databaseFile })
  const visitors = await giveConsents(target, facts)
  return endpointsFor(facts, visitors).map((endpoint) => ({ target, endpoint }))
}

/** Consents and visits a second in the object, beside a bare Worker, a bare object and Kelisim on Node. */
export async function measureEdgeRates(): Promise<Measurement[]> {
  const folder = await makeEdgeFolder()
  const site = await startEdgeSite(folder)
  const [bare, object] = [await startOtherWorker(bareWorker), await startOtherWorker(bareObject)]
  const node = await startServer({ environment: { NODE_ENV: 'production' }, site: realSite })
  try {
    await fetch(`${site.url}/health/ready`)
    const ours = await contestantsOf(site, findObjectFile(folder))
    const onNode = await contestantsOf(node, node.databaseFile)
    const rows: Measurement[] = []
    for (const [index, one] of ours.entries()) {
      const { endpoint } = one
      const others = [bare, object].map((target) => ({ target, endpoint }))
      const all = [one, ...others, onNode[index] ?? one]
      rows.push(...describe(`POST ${endpoint.path}`, await runInTurns(ROUNDS, all)))
    }
    return rows
  } finally {
    await Promise.all([site, bare, object, node].map((one) => one.stop()))
    await folder.remove()
  }
}

function describe(what: string, [ours = [], bare = [], object = [], node = []]: Rate[][]) {
  const each = (pick: (rate: Rate) => number) =>
    [ours, bare, object, node].map((runs) => runs.map(pick)) as [
      number[],
      number[],
      number[],
      number[],
    ]
  const rates = each(({ perSecond }) => perSecond)
  const cpu = each(({ perCpuSecond }) => perCpuSecond)
  const names = ['in the object', 'bare Worker', 'bare object', 'Node']
  const p99Ms = each((rate) => rate.p99Ms)
  return [
    ...names.map((name, index) => ({
      what: `${what}, ${name}`,
      measured: median(rates[index] ?? []),
      unit: 'requests/s',
    })),
    {
      what: `${what}, object ÷ bare Worker`,
      measured: medianRatio(rates[0], rates[1]),
      unit: '×',
      goal: { atLeast: 0.4 },
    },
    {
      what: `${what}, bare object ÷ bare Worker`,
      measured: medianRatio(rates[2], rates[1]),
      unit: '×',
    },
    {
      what: `${what}, object ÷ bare object`,
      measured: medianRatio(rates[0], rates[2]),
      unit: '×',
    },
    { what: `${what}, object ÷ Node`, measured: medianRatio(rates[0], rates[3]), unit: '×' },
    {
      what: `${what}, object, 99 of 100 within`,
      measured: median(p99Ms[0]),
      unit: 'ms',
      goal: { atMost: 150 },
    },
    {
      what: `${what}, bare object, 99 of 100 within`,
      measured: median(p99Ms[2]),
      unit: 'ms',
    },
    ...names.map((name, index) => ({
      what: `${what}, ${name}, processor time a request`,
      measured: 1e6 / median(cpu[index] ?? []),
      unit: 'µs',
    })),
  ]
}
