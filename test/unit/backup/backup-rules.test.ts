import { spawn } from 'node:child_process'
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as v from 'valibot'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { buildBackupName } from '../../../server/backup/backup-name.ts'
import { backups } from '../../../server/config/backups.ts'
import { backUpDaily } from '../../../server/domain/jobs/daily-backup.ts'
import { workerMark } from '../../../server/files/worker-mark.ts'
import { expireBackups } from '../../../server/node/backup/backup-folder.ts'
import { readDeletions } from '../../../server/node/backup/deletions.ts'
import { withScratch } from '../../../server/node/backup/scratch.ts'
import { removeAbandonedParts } from '../../../server/node/backup/unfinished.ts'
import { openSqlite } from '../../../server/store/sqlite/file/open.ts'
import { buildEvent, buildMessage, buildRecord, NOW_MS, uuidV7 } from '../../store/records.ts'
import { makeOldDatabase } from '../../support/database/old-database.ts'

const DAY_MS = 86_400_000

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kelisim-rules-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('the term of backups', () => {
  const ages = [0, 29, 31, 90]
  const make = () => {
    for (const age of ages) writeFileSync(join(folder, buildBackupName(NOW_MS - age * DAY_MS)), '')
    writeFileSync(join(folder, 'kelisim-2020-notes.txt'), '')
  }

  test('RT-07: backups older than their term are deleted, younger ones and other files are not', async () => {
    make()
    const ended = await expireBackups(folder, { keepDays: 30, nowMs: NOW_MS })
    expect(ended).toHaveLength(2)
    expect(readdirSync(folder).sort()).toEqual([
      'kelisim-2020-notes.txt',
      buildBackupName(NOW_MS - 29 * DAY_MS),
      buildBackupName(NOW_MS),
    ])
  })

  test('RT-07: a clock that has jumped back deletes nothing, one that has jumped ahead leaves the newest', async () => {
    make()
    expect(await expireBackups(folder, { keepDays: 30, nowMs: NOW_MS - 3650 * DAY_MS })).toEqual([])
    await expireBackups(folder, { keepDays: 30, nowMs: NOW_MS + 3650 * DAY_MS })
    expect(readdirSync(folder)).toEqual(['kelisim-2020-notes.txt', buildBackupName(NOW_MS)])
  })

  test.each([6, 91, 30.5, '30'])('RT-07: keepDays %j is refused', (keepDays) => {
    expect(v.safeParse(backups, { keepDays }).success).toBe(false)
  })

  test('RT-07: backups are kept 30 days where nothing is said, and none is made without a folder', () => {
    expect(v.parse(backups, {})).toEqual({ keepDays: 30 })
    expect(v.safeParse(backups, { retention: 5 }).success).toBe(false)
  })
})

describe('the daily backup', () => {
  /** The job as it is run each hour; returns how many backups were made. */
  async function runAt(times: readonly number[], backUp: () => Promise<void>) {
    let position: string | null = null
    for (const nowMs of times) {
      const advance = async (next: string | null) => {
        position = next
      }
      await backUpDaily({ backUp, clock: () => nowMs }, { position, advance })
    }
  }

  test('SE-12: is made once a day, however often the job runs', async () => {
    let count = 0
    const hours = Array.from({ length: 49 }, (_, hour) => NOW_MS + hour * 3_600_000)
    await runAt(hours, async () => void count++)
    expect(count).toBe(3)
  })

  test('SE-12: goes on when the clock has jumped back', async () => {
    let count = 0
    await runAt([NOW_MS, NOW_MS - 400 * DAY_MS], async () => void count++)
    expect(count).toBe(2)
  })

  test('SE-12: one that failed is tried again at the next run', async () => {
    const advanced: unknown[] = []
    const run = { position: null, advance: async (next: string | null) => void advanced.push(next) }
    const failing = { backUp: () => Promise.reject(new Error('full')), clock: () => NOW_MS }
    await expect(backUpDaily(failing, run)).rejects.toThrow('full')
    expect(advanced).toEqual([])
  })

  test('SE-12: without a folder none is made', async () => {
    const advance = () => Promise.reject(new Error('nothing to note'))
    expect(await backUpDaily({ clock: () => NOW_MS }, { position: null, advance })).toBe(false)
  })
})

describe('the list of deletions', () => {
  const file = () => join(folder, 'lists', 'deletions.log')
  const add = async (store: Awaited<ReturnType<typeof openSqlite>>) => {
    const record = buildRecord()
    const message = buildMessage({ consentId: record.id })
    await store.addMessage(message, record, buildEvent(record))
    return message.id
  }
  const entry = () => ({
    ...{ id: uuidV7(), register: 'destructions' as const, thread: 't', content: '{}' },
    ...{ actor: 'subject', atMs: NOW_MS, commitment: Buffer.alloc(32) },
  })

  const readIds = (place: string) => {
    const liveFile = join(folder, 'none.db')
    const { messages, consents } = readDeletions({ place, liveFile, isWithout: false }).ids
    return { messages, consents }
  }
  const OWNER = /^\S+Z list [0-9a-f-]{36}\n$/

  test('RT-07: is there from the first start, names what was erased, and nothing else', async () => {
    const store = await openSqlite(join(folder, 'a.db'), { deletionsFile: file() })
    const owner = readFileSync(file(), 'utf8')
    expect(owner).toMatch(OWNER)
    const id = await add(store)
    await add(store)
    expect(await store.eraseMessage(uuidV7(), entry())).toBe('absent')
    expect(await store.eraseMessage(id, entry())).toBe('erased')
    await store.close()
    expect(readFileSync(file(), 'utf8')).toBe(
      `${owner}${new Date(NOW_MS).toISOString()} message ${id}\n`,
    )
    expect(readIds(file())).toEqual({ messages: [id], consents: [] })
  })

  test('RT-07: where it cannot be written, nothing is erased and the caller is told', async () => {
    const store = await openSqlite(join(folder, 'a.db'), { deletionsFile: file() })
    const id = await add(store)
    rmSync(file())
    rmSync(join(folder, 'lists'), { recursive: true })
    await expect(store.eraseMessage(id, entry())).rejects.toMatchObject({ code: 'unavailable' })
    expect(await store.findMessage({ id })).toBeDefined()
    expect(await store.readRegister('destructions', 0, 10)).toEqual([])
    await store.close()
  })

  test('RT-07: a line that was cut off swallows neither the next one nor the restore', async () => {
    const store = await openSqlite(join(folder, 'a.db'), { deletionsFile: file() })
    const id = await add(store)
    appendFileSync(file(), '2026-11-25T07:00:00.000Z message 0192f0a0-00')
    await store.eraseMessage(id, entry())
    await store.close()
    expect(readIds(file())).toEqual({ messages: [id], consents: [] })
  })

  test('RT-07: a line that says something else stops the restore and is named', async () => {
    writeFileSync(join(folder, 'x'), `\n2026-11-25T07:00:00.000Z visitor ${uuidV7()}\n`)
    expect(() => readIds(join(folder, 'x'))).toThrow('Line 2')
    expect(() => readIds(join(folder, 'none'))).toThrow('would come back')
  })
})

test('RT-07: a backup from before databases knew their list is restored with the list that names what it has erased', () => {
  const [place, liveFile, old] = ['list', 'none.db', 'old.db'].map((name) => join(folder, name))
  const [named, other] = [uuidV7(), uuidV7()]
  const { database } = makeOldDatabase(2, old ?? '')
  database
    .prepare(
      `insert into register_entries (id, register, thread, content, actor, at_ms, commitment) values ('1', 'destructions', 't', ?, 'subject', 1, x'00')`,
    )
    .run(JSON.stringify({ category: 'visits', refs: [named] }))
  database.close()
  const check = (...ids: readonly string[]) => {
    const lines = ids.map((id) => `2026-11-25T07:00:00.000Z consent ${id}\n`)
    writeFileSync(place ?? '', lines.join(''))
    const order = { place: place ?? '', liveFile: liveFile ?? '', isWithout: false }
    readDeletions(order).check(old ?? '')
  }
  expect(() => check(other)).toThrow('does not name 1 ids')
  expect(() => check()).toThrow('is not the one of this backup')
  expect(() => check(other, named)).not.toThrow()
})

test('SE-12: unfinished backups of killed processes go; what another is at work on, and what is not a backup, stays', async () => {
  // A number above what the system gives: its process has surely ended.
  const [dead, here] = [99999999, workerMark.split('-')[1]]
  const worker = spawn('sleep', ['600'])
  const daily = buildBackupName(NOW_MS)
  const gone = [
    `${daily}.${dead}.part`,
    `${daily}.${dead}-${here}.part`,
    `mine.backup.${dead}.part`,
    `${daily}.7-00000000.part`,
    `${daily}.${worker.pid}.part`,
  ]
  const kept = [
    daily,
    `${daily}.${worker.pid}-${here}.part`,
    `${daily}.8-00000000.part`,
    `other.${dead}.part`,
  ]
  for (const name of [...gone, ...kept]) writeFileSync(join(folder, name), '')
  const long = (Date.now() - 2 * DAY_MS) / 1000
  // Of another machine, and of a number that another process has now: only the time tells.
  for (const name of gone.slice(3)) utimesSync(join(folder, name), long, long)
  await removeAbandonedParts(join(folder, 'mine.backup'))
  worker.kill()
  expect(readdirSync(folder).sort()).toEqual(kept.sort())
})

test('SE-11: the scratch folder is its owner’s alone, goes also after an error, and takes with it what a killed process left', async () => {
  // A process that has surely ended: its number is above what the system gives.
  const left = join(folder, '.kelisim-scratch-99999999-abcdef')
  await withScratch(folder, async (scratch) => {
    expect(readdirSync(folder)).toHaveLength(1)
    expect(statSync(scratch).mode & 0o777).toBe(0o700)
  })
  writeFileSync(left, '')
  const failing = withScratch(folder, async (scratch) => {
    expect(existsSync(scratch)).toBe(true)
    expect(existsSync(left)).toBe(false)
    throw new Error('half-way')
  })
  await expect(failing).rejects.toThrow('half-way')
  expect(readdirSync(folder)).toEqual([])
})
