import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openSqlite } from '../../server/store/sqlite/file/open.ts'
import type { Store } from '../../server/store/store.ts'
import { erase } from './erasing/list-world.ts'
import { buildCount, buildEvent, buildMessage, buildRecord, TODAY } from './records.ts'

// The time for which a write waits is set so long that a thread which stood still for it would not come to the end.
const FOR_EVER_MS = 3_600_000

let folder: string
let path: string
let store: Store
let other: Database.Database
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kelisim-waiting-'))
  path = join(folder, 'kelisim.db')
  store = await openSqlite(path, { busyTimeoutMs: FOR_EVER_MS })
  other = new Database(path)
})
afterEach(async () => {
  if (other.open) other.close()
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

const addMessage = async (reference: string) => {
  const record = buildRecord()
  const message = buildMessage({ consentId: record.id, reference })
  await store.addMessage(message, record, buildEvent(record))
  return message.id
}
const logHas = (text: string) =>
  existsSync(`${path}-wal`) && readFileSync(`${path}-wal`).includes(text)

test('DS-05 an erasure beside a long reader keeps nobody waiting, and leaves the log once the reader has ended', async () => {
  const id = await addMessage('K-planted-reference')
  other.exec('BEGIN')
  other.prepare('select count(*) from messages').get()
  expect(await erase(store, id)).toBe('erased')
  expect(await store.readCondition()).toBe('ready')
  // What the reader still looks at cannot be taken away.
  expect(logHas('K-planted-reference')).toBe(true)
  other.exec('COMMIT')
  await vi.waitFor(() => expect(statSync(`${path}-wal`).size).toBe(0), {
    timeout: 60_000,
    interval: 50,
  })
}, 90_000)

test('what a killed process left in the log is gone after the next start', async () => {
  const id = await addMessage('K-planted-reference')
  other.exec('BEGIN')
  other.prepare('select count(*) from messages').get()
  await erase(store, id)
  // The other connection keeps the log: the store ends without having emptied it.
  await store.close()
  other.exec('COMMIT')
  expect(logHas('K-planted-reference')).toBe(true)
  store = await openSqlite(path)
  expect(logHas('K-planted-reference')).toBe(false)
  expect(readFileSync(path).includes('K-planted-reference')).toBe(false)
})

test('while another process holds the write lock reads are answered, and the write is stored once it lets go', async () => {
  other.exec('BEGIN IMMEDIATE')
  let isStored = false
  const write = store.addCounts([buildCount()]).then(() => {
    isStored = true
  })
  const second = store.addCounts([buildCount()])
  for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve))
  expect(await store.readCounts(TODAY, TODAY)).toEqual([])
  expect(isStored).toBe(false)
  other.exec('COMMIT')
  await Promise.all([write, second])
  expect(await store.readCounts(TODAY, TODAY)).toEqual([buildCount({ count: 2 })])
})
