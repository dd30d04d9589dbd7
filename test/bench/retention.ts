// `node test/bench/retention.ts [ROWS]`: how long a write waits while a million expired visits are destroyed, and what that
// takes of memory.
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import Database from 'better-sqlite3'
import * as v from 'valibot'
import { defaultSite } from '../../server/config/site/default-site.ts'
import { siteConfig } from '../../server/config/site/site-config.ts'
import { createNodeCryptography } from '../../server/crypto/node.ts'
import { buildUuidV7 } from '../../server/domain/identifiers/uuid-v7.ts'
import { runRetention } from '../../server/domain/retention/run-retention.ts'
import { openSqlite } from '../../server/store/sqlite/file/open.ts'
import type { Store } from '../../server/store/store.ts'
import { formatTable, type Measurement } from './table.ts'

const MILLION = 1_000_000
const DAY_MS = 86_400_000
/** Time between two writes of a visitor. */
const PAUSE_MS = 5
/** Writes without the job beside them: what the machine itself makes of them. */
const ALONE_WRITES = 300

/** Fills a database with visits of the month before last, as they lie there: by day and id. */
function fill(path: string, rows: number): void {
  const database = new Database(path)
  const insert = database.prepare(
    `insert into visits (day, id, consent_id, seen_at_ms, duration_ms, address, is_address_whole, browser, os, device)
     values (?, ?, ?, ?, 60000, ?, 0, 'Firefox 140', 'Windows', 'desktop')`,
  )
  const address = randomBytes(41)
  const endMs = Date.now() - 31 * DAY_MS
  database.transaction(() => {
    for (let index = 0; index < rows; index++) {
      const atMs = Math.floor(endMs - 30 * DAY_MS * (1 - index / rows))
      const id = buildUuidV7(atMs, randomBytes(10))
      const consentId = buildUuidV7(atMs - index, randomBytes(10))
      insert.run(new Date(atMs).toISOString().slice(0, 10), id, consentId, atMs, address)
    }
  })()
  database.pragma('wal_checkpoint(TRUNCATE)')
  database.close()
}

/** Writes visits of today until it is told to stop; how long each waited, in milliseconds, the longest last. */
async function writeMeanwhile(
  store: Store,
  isOver: (written: number) => boolean,
): Promise<number[]> {
  const waits: number[] = []
  const day = new Date().toISOString().slice(0, 10)
  while (!isOver(waits.length)) {
    const id = buildUuidV7(Date.now(), randomBytes(10))
    const row = { ...{ id, consentId: id, day, seenAtMs: null, durationMs: null, address: null } }
    const facts = { browser: null, os: null, device: null }
    const startedAt = performance.now()
    await store.addVisits([{ row: { ...row, ...facts }, mayExist: false, counts: [] }])
    waits.push(performance.now() - startedAt)
    await wait(PAUSE_MS)
  }
  return waits.sort((a, b) => a - b)
}

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0

/** Destroys `rows` expired visits while others write. */
export async function measureRetention(rows = MILLION): Promise<Measurement[]> {
  const folder = await mkdtemp(join(tmpdir(), 'kelisim-retention-'))
  try {
    const path = join(folder, 'kelisim.db')
    await (await openSqlite(path)).close()
    fill(path, rows)
    const store = await openSqlite(path)
    const alone = await writeMeanwhile(store, (written) => written >= ALONE_WRITES)
    globalThis.gc?.()
    const restBytes = process.memoryUsage.rss()
    let mostBytes = restBytes
    let isDone = false
    const writing = writeMeanwhile(store, () => isDone)
    const startedAt = performance.now()
    const rest = async () => {
      mostBytes = Math.max(mostBytes, process.memoryUsage.rss())
    }
    const site = v.parse(siteConfig, defaultSite)
    const cryptography = createNodeCryptography(randomBytes(32))
    const counts = await runRetention({ store, cryptography, clock: Date.now, site }, { rest })
    const seconds = (performance.now() - startedAt) / 1000
    isDone = true
    const beside = await writing
    await store.close()
    if (counts.visits !== rows) throw new Error('retention: not everything was destroyed')
    return [
      { what: 'retention, rows destroyed', measured: rows / seconds, unit: 'rows/s' },
      { what: 'a write alone, longest', measured: at(alone, 1), unit: 'ms' },
      { what: 'a write beside it, median', measured: at(beside, 0.5), unit: 'ms' },
      { what: 'a write beside it, 99 of 100', measured: at(beside, 0.99), unit: 'ms' },
      {
        what: 'a write beside it, longest',
        measured: at(beside, 1),
        unit: 'ms',
        goal: { atMost: 50 },
      },
      {
        what: 'memory above rest',
        measured: (mostBytes - restBytes) / 1_000_000,
        unit: 'MB',
        goal: { atMost: 100 },
      },
    ]
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

if (import.meta.main) {
  console.log(formatTable(await measureRetention(Number(process.argv[2] ?? MILLION))))
}
