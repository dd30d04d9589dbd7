import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { paths } from '../../server/contract/limits.ts'
import { startServer } from '../support/server/start-server.ts'
import { makeVisit } from './bodies.ts'
import { compare, endpointsFor, giveConsents, readFacts } from './endpoints.ts'
import { fillDatabase, MILLION, waitUntilSealed } from './fill.ts'
import type { Rate } from './load.ts'
import { type Measurement, median, medianRatio } from './table.ts'

const ROUNDS = 5
const VISITORS = 1_024

/** Whether writing stays as quick when a million consents and a million visits are stored. */
export async function measureMillion(): Promise<Measurement[]> {
  const folder = await mkdtemp(join(tmpdir(), 'kelisim-million-'))
  const environment = {
    NODE_ENV: 'production',
    KELISIM_SECRET: randomBytes(32).toString('base64'),
  }
  try {
    const visitors = await prepare(folder, environment)
    const full = await startServer({ environment, folder })
    await waitUntilSealed(full.databaseFile)
    const empty = await startServer({ environment })
    try {
      const facts = await readFacts(empty)
      const onFull = endpointsFor(await readFacts(full), visitors)
      const rows: Measurement[] = []
      for (const [index, endpoint] of endpointsFor(
        facts,
        await giveConsents(empty, facts),
      ).entries()) {
        const filled = { target: full, endpoint: onFull[index] ?? endpoint }
        const runs = await compare(ROUNDS, filled, { target: empty, endpoint })
        rows.push(...describe(endpoint.path, runs.a, runs.b))
      }
      return rows
    } finally {
      await Promise.all([full.stop(), empty.stop()])
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Lets a server make the tables and one row of each kind, and multiplies these. */
async function prepare(
  folder: string,
  environment: Readonly<Record<string, string>>,
): Promise<string[]> {
  const server = await startServer({ folder, environment })
  try {
    const [consentId = ''] = await giveConsents(server, await readFacts(server))
    const body = JSON.stringify(makeVisit(consentId, 0))
    const headers = { 'content-type': 'text/plain', 'user-agent': 'Mozilla/5.0 Firefox/140.0' }
    const response = await fetch(`${server.url}${paths.visits}`, { method: 'POST', body, headers })
    if (response.status !== 202) throw new Error(`POST ${paths.visits} answered ${response.status}`)
  } finally {
    await server.stop()
  }
  return fillDatabase(join(folder, 'kelisim.db'), VISITORS)
}

function describe(path: string, full: readonly Rate[], empty: readonly Rate[]): Measurement[] {
  const rates = (runs: readonly Rate[]) => runs.map(({ perSecond }) => perSecond)
  const [a, b] = [rates(full), rates(empty)]
  const what = `POST ${path}, ${MILLION.toLocaleString('en')} stored`
  return [
    { what, measured: median(a), unit: 'requests/s' },
    { what: `${what} ÷ empty`, measured: medianRatio(a, b), unit: '×', goal: { atLeast: 0.9 } },
  ]
}
