import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isStaff } from '../../../server/http/operations/who.ts'
import { operations } from '../../../server/routes/operations.ts'
import { startServer } from '../../support/server/start-server.ts'
import { waitUntilSealed } from '../fill.ts'
import { readMegabytes } from '../load.ts'
import type { Measurement } from '../table.ts'
import { fillConsole, STORED } from './fill-console.ts'
import { type Found, makeOneOfEach } from './make-one-of-each.ts'

const QUESTIONS = 60
/** Work that runs as long as there is something to hand out: measured by the download, not by a screen's wait. */
const LONG = /\.csv$|^\/v1\/admin\/folder$/

/** How long each list and figure of the console takes with a large school's years stored. */
export async function measureConsole(): Promise<Measurement[]> {
  const folder = await mkdtemp(join(tmpdir(), 'kelisim-console-'))
  const environment = {
    NODE_ENV: 'production',
    KELISIM_SECRET: randomBytes(32).toString('base64'),
    KELISIM_TRUST_PROXY: '1',
  }
  try {
    const first = await startServer({ folder, environment })
    const found = await makeOneOfEach(first).finally(() => first.stop())
    fillConsole(first.databaseFile, Number(process.env.KELISIM_BENCH_SHARE ?? 1))
    const server = await startServer({ folder, environment })
    try {
      await waitUntilSealed(server.databaseFile)
      const rows: Measurement[] = []
      for (const [path, filled] of listPaths(found))
        rows.push(await measurePath(path, server.url + filled, found.cookie))
      return [
        ...rows,
        {
          what: `memory with ${STORED.visits.toLocaleString('en')} visits stored, after all of these`,
          measured: readMegabytes(server.pid),
          unit: 'MB',
          goal: { atMost: 250 },
        },
      ]
    } finally {
      await server.stop()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Every address that a screen of the console reads, as it is described and filled in. @throws {Error} where one has a part that is not known. */
function listPaths(found: Found): (readonly [path: string, filled: string])[] {
  return operations
    .filter(({ method, who, path }) => method === 'get' && isStaff(who) && !LONG.test(path))
    .map(({ path }) => {
      const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
        const value = found.params[`${path} ${name}`] ?? found.params[name]
        if (value === undefined) throw new Error(`What is ${name} of ${path}?`)
        return encodeURIComponent(value)
      })
      const query = found.queries[path]
      return [path, query === undefined ? filled : `${filled}?${query}`]
    })
}

async function measurePath(path: string, url: string, cookie: string): Promise<Measurement> {
  const times: number[] = []
  for (let index = 0; index < QUESTIONS; index++) {
    const startedAt = performance.now()
    const response = await fetch(url, { headers: { cookie } })
    await response.arrayBuffer()
    times.push(performance.now() - startedAt)
    if (!response.ok) throw new Error(`GET ${path} answered ${response.status}`)
  }
  const sorted = times.toSorted((a, b) => a - b)
  return {
    what: `GET ${path}, 95 of 100`,
    measured: sorted[Math.floor(QUESTIONS * 0.95)] ?? Number.NaN,
    unit: 'ms',
    goal: { atMost: 50 },
  }
}
