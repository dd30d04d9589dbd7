import { startServer } from '../support/server/start-server.ts'
import { readMegabytes } from './load.ts'
import { type Measurement, median } from './table.ts'

const STARTS = 5
const REST_MS = 5_000

/** How soon a built server is ready, and what it holds of the machine's memory when nobody asks it anything. */
export async function measureMemory(): Promise<Measurement[]> {
  const readyMs: number[] = []
  for (let start = 1; start < STARTS; start++) {
    const server = await startServer({ environment: { NODE_ENV: 'production' } })
    readyMs.push(server.readyMs)
    await server.stop()
  }
  const server = await startServer({ environment: { NODE_ENV: 'production' } })
  readyMs.push(server.readyMs)
  await new Promise((resolve) => setTimeout(resolve, REST_MS))
  const measured = readMegabytes(server.pid)
  await server.stop()
  return [
    {
      what: 'ready after its start',
      measured: median(readyMs),
      unit: 'ms',
      goal: { atMost: 1000 },
    },
    { what: 'memory at rest', measured, unit: 'MB', goal: { atMost: 120 } },
  ]
}
