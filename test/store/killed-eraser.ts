import Database from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { prepareNoteDeletion } from '../../server/store/sqlite/note-deletion.ts'
import { NOW_MS } from './records.ts'

// Erases a message as the store does, and dies as in a power cut: the note is on disk, and nothing is committed.
const [path = '', place = '', id = ''] = process.argv.slice(2)
const sqlite = new Database(path)
const db = drizzle(sqlite, { casing: 'snake_case' })
sqlite.exec('BEGIN IMMEDIATE')
sqlite.prepare('delete from messages where id = ?').run(id)
prepareNoteDeletion(db, place)('message', id, NOW_MS)
process.kill(process.pid, 'SIGKILL')
