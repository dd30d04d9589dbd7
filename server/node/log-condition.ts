import type { Log } from '../deps.ts'
import type { OnCondition, StoreCondition } from '../store/store.ts'

/** What the operator must do in each condition. */
const todo: Readonly<Record<Exclude<StoreCondition, 'ready' | 'not_answering'>, string>> = {
  database_gone:
    'The file was deleted, moved or replaced, or its -wal or -shm was. Nothing is taken until the same file is back. ' +
    'If it cannot come back, stop the server and restore a backup (npm run restore).',
  database_overwritten:
    'Something else has written to the file while it was open. Nothing is taken any more. Stop the server, move the file ' +
    'with its -wal and -shm aside, and restore a backup (npm run restore).',
  database_damaged:
    'SQLite finds the file damaged. Nothing is stored any more. Stop the server, keep the file, and restore a backup ' +
    '(npm run restore).',
  writes_refused:
    'The disk is full, read-only or failing, or another process keeps the file locked. Make room; the server goes on by itself.',
}

/** Returns the function that logs each change of the database's condition, once, with what to do about it. */
export const logCondition =
  (log: Log, databaseFile: string): OnCondition =>
  (condition, facts) => {
    if (condition === 'ready') return log('warn', 'database_ready', { path: databaseFile })
    if (condition === 'not_answering') return
    log('error', condition, { path: databaseFile, ...facts, todo: todo[condition] })
  }
