import { join } from 'node:path'
import { startServer } from '../support/server/start-server.ts'
import { compare, endpointsFor, giveConsents, readFacts } from './endpoints.ts'
import type { Rate } from './load.ts'
import { type Measurement, median, medianRatio } from './table.ts'

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
  const compared = (pick: (rate: Rate) => number, suffix: string, atLeast: number) => {
    const [a, b] = [ours.map(pick), bare.map(pick)]
    const unit = `requests/${suffix}`
    return [
      { what: `${what}, on disk`, measured: median(a), unit },
      { what: `${what}, bare`, measured: median(b), unit },
      {
        what: `${what}, on disk ÷ bare`,
        measured: medianRatio(a, b),
        unit: '×',
        goal: { atLeast },
      },
    ]
  }
  return [
    ...compared(({ perSecond }) => perSecond, 's', 0.5),
    ...compared(({ perCpuSecond }) => perCpuSecond, 'CPU s', 0.6),
  ]
}
