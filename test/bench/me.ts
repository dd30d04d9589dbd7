import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { paths } from '../../server/contract/limits.ts'
import { startServer } from '../support/server/start-server.ts'
import { makeConsent, makeUuidV7, makeVisit } from './bodies.ts'
import { readFacts } from './endpoints.ts'
import { visitCopier } from './fill.ts'
import type { Measurement } from './table.ts'

const VISITS = 10_000_000
/** Time over which they are spread: as long as visits are kept. */
const SPAN_MS = 30 * 86_400_000
/** One visit in so many is of the person who asks. */
const OWN_EVERY = 500_000
const QUESTIONS = 1_000

/** How long a person waits for what is held about them, with ten million visits of others stored. */
export async function measureMe(): Promise<Measurement[]> {
  const folder = await mkdtemp(join(tmpdir(), 'kelisim-me-'))
  const environment = {
    NODE_ENV: 'production',
    KELISIM_SECRET: randomBytes(32).toString('base64'),
    // Each question comes from a network of its own: one visitor may ask no thousand times a minute.
    KELISIM_TRUST_PROXY: '1',
  }
  try {
    const person = await prepare(folder, environment)
    fillVisits(join(folder, 'kelisim.db'), person.id)
    const server = await startServer({ folder, environment })
    try {
      const authorization = `Bearer ${person.id}.${person.secret}`
      const times: number[] = []
      for (let index = 0; index < QUESTIONS; index++)
        times.push(await ask(`${server.url}/v1/me`, { authorization, ...forwardedFor(index) }))
      const sorted = times.toSorted((a, b) => a - b)
      const what = `/v1/me with ${VISITS.toLocaleString('en')} visits stored`
      return [
        { what: `${what}, median`, measured: sorted[QUESTIONS / 2] ?? Number.NaN, unit: 'ms' },
        {
          what: `${what}, 99 of 100`,
          measured: sorted[Math.floor(QUESTIONS * 0.99)] ?? Number.NaN,
          unit: 'ms',
          goal: { atMost: 20 },
        },
      ]
    } finally {
      await server.stop()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const forwardedFor = (index: number) => ({
  'x-forwarded-for': `10.${index >> 8}.${index & 255}.1`,
})

async function ask(url: string, headers: Readonly<Record<string, string>>): Promise<number> {
  const startedAt = performance.now()
  const response = await fetch(url, { headers })
  const body = await response.text()
  const elapsedMs = performance.now() - startedAt
  if (response.status !== 200) throw new Error(`${url} answered ${response.status}: ${body}`)
  return elapsedMs
}

/** A person with a consent and a visit. */
async function prepare(folder: string, environment: Readonly<Record<string, string>>) {
  const server = await startServer({ folder, environment })
  try {
    const consent = makeConsent(await readFacts(server))
    const headers = { 'content-type': 'text/plain', 'user-agent': 'Mozilla/5.0 Firefox/140.0' }
    for (const [path, body] of [
      [paths.consents, consent],
      [paths.visits, makeVisit(consent.id, 0)],
    ] as const) {
      const response = await fetch(server.url + path, {
        ...{ method: 'POST', body: JSON.stringify(body) },
        headers: { ...headers, ...forwardedFor(0) },
      })
      if (!response.ok) throw new Error(`POST ${path} answered ${response.status}`)
    }
    return consent
  } finally {
    await server.stop()
  }
}

function fillVisits(databaseFile: string, ownId: string): void {
  const database = new Database(databaseFile, { fileMustExist: true })
  database.pragma('cache_size = -400000')
  const addVisit = visitCopier(database)
  const endMs = Date.now() - 60_000
  database.transaction(() => {
    for (let index = 0; index < VISITS; index++) {
      const atMs = Math.floor(endMs - SPAN_MS + (index / VISITS) * SPAN_MS)
      addVisit(index % OWN_EVERY === 0 ? ownId : makeUuidV7(atMs), atMs)
    }
  })()
  database.pragma('wal_checkpoint(TRUNCATE)')
  database.close()
}
