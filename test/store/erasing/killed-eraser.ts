import Database from 'better-sqlite3'
import { createFileNotes } from '../../../server/deletions/file-notes.ts'
import { NOW_MS } from '../records.ts'

// Erases a message as the store does, and dies as in a power cut: the note is on disk, and nothing is committed.
const [path = '', place = '', id = ''] = process.argv.slice(2)
const sqlite = new Database(path)
const known = sqlite
  .prepare<[], Parameters<ReturnType<typeof createFileNotes>['add']>[0]>(
    `select database_id as databaseId, place, line_count as lineCount, byte_count as byteCount, chain from deletion_list`,
  )
  .get()
if (!known) throw new Error('the database knows no list')
await createFileNotes(place).add(known, [{ word: 'message', id, atMs: NOW_MS }])
sqlite.exec('BEGIN IMMEDIATE')
sqlite.prepare('delete from messages where id = ?').run(id)
process.kill(process.pid, 'SIGKILL')
