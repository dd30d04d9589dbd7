import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openFile } from '../../server/store/sqlite/file/connect.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kelisim-connection-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

// None of them is seen in any answer: a power cut, a forged row or a look at the file would be the first to tell.
test.each([
  ['syncs each commit to the disk before it is acknowledged (FULL)', 'synchronous', 2],
  ['keeps a log that a commit is synced to', 'journal_mode', 'wal'],
  ['refuses what leads to nothing', 'foreign_keys', 1],
  ['lets no event be replaced past its trigger', 'recursive_triggers', 1],
  ['writes zeros over what is deleted', 'secure_delete', 1],
  ['writes nothing of what it sorts to another file', 'temp_store', 2],
])('a connection %s', (_, pragma, wanted) => {
  const { sqlite } = openFile(join(folder, 'data', 'kelisim.db'), 100)
  expect(sqlite.pragma(pragma, { simple: true })).toBe(wanted)
  sqlite.close()
})
