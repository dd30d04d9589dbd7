import { join } from 'node:path'
import { startServer } from '../support/start-server.ts'
import { compare, endpointsFor, giveConsents, readFacts } from './endpoints.ts'
import type { Rate } from './load.ts'
import { type Measurement, median } from './table.ts'

const ROUNDS = 5

/** How much of a bare server's speed remains when every write is checked, and on disk before it is acknowledged. */
export async function measureRates(): Promise<Measurement[]> {
  const bare = await startServer({ script: join(import.meta.dirname, 'bare.ts') })
  const server = await startServer({ environment: { NODE_ENV: 'production' } })
  try {
    const facts = await readFacts(server)
    const rows: Measurement[] = []
    for (const endpoint of endpointsFor(facts, await giveConsents(server, facts))) {
      const runs = await compare(ROUNDS, { target: server, endpoint }, { target: bare, endpoint })
      rows.push(...describeRates(`POST ${endpoint.path}`, runs.a, runs.b))
    }
    return rows
  } finally {
    await Promise.all([bare.stop(), server.stop()])
  }
}

function describeRates(what: string, ours: readonly Rate[], bare: readonly Rate[]): Measurement[] {
  const unit = 'requests/s'
  const [a, b] = [median(ours.map(perSecond)), median(bare.map(perSecond))]
  const [aCpu, bCpu] = [median(ours.map(perCpuSecond)), median(bare.map(perCpuSecond))]
  return [
    { what: `${what}, on disk`, measured: a, unit },
    { what: `${what}, bare`, measured: b, unit },
    { what: `${what}, on disk ÷ bare`, measured: a / b, unit: '×', goal: { atLeast: 0.5 } },
    { what: `${what}, on disk, per CPU second`, measured: aCpu, unit },
    { what: `${what}, bare, per CPU second`, measured: bCpu, unit },
    {
      ...{ what: `${what}, on disk ÷ bare, per CPU second`, measured: aCpu / bCpu, unit: '×' },
      goal: { atLeast: 0.6 },
    },
  ]
}

const perSecond = (rate: Rate) => rate.perSecond
const perCpuSecond = (rate: Rate) => rate.perCpuSecond
