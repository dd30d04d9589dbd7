import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createGroupCommit } from '../../server/store/sqlite/group-commit.ts'

describe('group commit', () => {
  let folder: string
  let database: Database.Database
  let commits: number
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kelisim-commit-'))
    database = new Database(join(folder, 'test.db'))
    database.exec('CREATE TABLE texts (id INTEGER PRIMARY KEY, text TEXT NOT NULL)')
    commits = 0
  })
  afterEach(() => {
    database.close()
    rmSync(folder, { recursive: true })
  })

  const open = () =>
    createGroupCommit(
      {
        transact(work) {
          database.exec('BEGIN IMMEDIATE')
          try {
            work()
            database.exec('COMMIT')
          } catch (error) {
            if (database.inTransaction) database.exec('ROLLBACK')
            throw error
          }
          commits += 1
          return undefined
        },
        giveUp: () => {},
        storeCounts: () => {},
      },
      { busyTimeoutMs: 2000 },
    )
  const insert = (text: string | null) => () =>
    database.prepare('INSERT INTO texts (text) VALUES (?)').run(text).changes
  const stored = () => database.prepare('SELECT text FROM texts ORDER BY id').pluck().all()

  it('commits what waits at the same time at once, in order', async () => {
    const { write } = open()
    await Promise.all(['a', 'b', 'c'].map((text) => write('insert', insert(text))))
    expect(stored()).toEqual(['a', 'b', 'c'])
    expect(commits).toBe(1)
  })

  it('resolves a write only when another connection can see it', async () => {
    const { write } = open()
    const other = new Database(join(folder, 'test.db'), { readonly: true })
    const seen = () => other.prepare('SELECT count(*) FROM texts').pluck().get()
    const promise = write('insert', insert('a'))
    expect(seen()).toBe(0)
    await promise
    expect(seen()).toBe(1)
    other.close()
  })

  it('acknowledges nothing whose commit fails, and stores its neighbours once', async () => {
    // Checked by the commit alone: until then every statement has gone well.
    database.pragma('foreign_keys = ON')
    database.exec(
      'CREATE TABLE notes (id INTEGER PRIMARY KEY, text_id INTEGER REFERENCES texts (id) DEFERRABLE INITIALLY DEFERRED)',
    )
    const { write } = open()
    const ofNobody = () => database.prepare('INSERT INTO notes (text_id) VALUES (99)').run()
    const results = await Promise.allSettled([
      write('insert', insert('a')),
      write('insert', ofNobody),
      write('insert', insert('b')),
    ])
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    await expect(write('insert', ofNobody)).rejects.toMatchObject({ code: 'invalid_write' })
    expect(stored()).toEqual(['a', 'b'])
    expect(database.prepare('SELECT count(*) FROM notes').pluck().get()).toBe(0)
  })

  it('rejects the faulty one alone and stores each of its neighbours once', async () => {
    const { write } = open()
    const results = await Promise.allSettled(
      ['a', null, 'b'].map((text) => write('insert', insert(text))),
    )
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(stored()).toEqual(['a', 'b'])
  })

  it('rejects a write that throws something that is no error of SQLite, without its text', async () => {
    const { write } = open()
    const faulty = write('insert', () => {
      throw new Error('planted value')
    })
    const neighbour = write('insert', insert('a'))
    await expect(faulty).rejects.toMatchObject({ code: 'invalid_write', driverCode: 'unknown' })
    await expect(faulty).rejects.not.toThrow('planted value')
    await neighbour
    expect(stored()).toEqual(['a'])
  })

  it('rejects every write of a commit that finds the disk full, and stores the next that fits', async () => {
    const { write } = open()
    await write('insert', insert('before'))
    const pages = database.pragma('page_count', { simple: true })
    database.pragma(`max_page_count = ${pages}`)
    const long = 'x'.repeat(20_000)
    const results = await Promise.allSettled([1, 2].map(() => write('insert', insert(long))))
    for (const result of results) {
      expect(result).toMatchObject({ reason: { code: 'unavailable', driverCode: 'SQLITE_FULL' } })
    }
    expect(stored()).toEqual(['before'])
    await write('insert', insert('small'))
    database.pragma('max_page_count = 100000')
    await write('insert', insert(long))
    expect(stored()).toEqual(['before', 'small', long])
  })

  it('writes all that waits when it closes, and takes nothing more', async () => {
    const { write, close } = open()
    const writes = Promise.all(
      Array.from({ length: 3000 }, (_, index) => write('insert', insert(`${index}`))),
    )
    close()
    expect(stored()).toHaveLength(3000)
    await expect(write('insert', insert('late'))).rejects.toMatchObject({ driverCode: 'closed' })
    await writes
    expect(stored()).toHaveLength(3000)
  })
})
