import { eq, exists, sql } from 'drizzle-orm'
import type { MessageStore, WithWrite } from '../../store.ts'
import type { Connection } from '../connection.ts'
import { type Database, value } from '../queries.ts'
import { prepareEnd } from '../registers/requests.ts'
import { holdOf } from '../retention-classes.ts'
import { messages } from '../schema/messages.ts'
import { whenNeeded } from '../when-needed.ts'
import { prepareWith } from '../with-write.ts'
import { prepareForget } from './deferred-erasures.ts'
import { createEraseRows } from './erase-rows.ts'
import { MOVED } from './erasure-notes.ts'

/** Statements that erase a message. */
export const prepareMessageErasure = (db: Database) => ({
  find: db
    .select({
      isHeld: sql<number>`${exists(holdOf(db, messages.id, messages.consentId))}`.mapWith(Boolean),
    })
    .from(messages)
    .where(eq(messages.id, value('id')))
    .prepare(),
})

/** Returns the function that erases a message, inside a write. */
function createErase({ db }: Connection) {
  const endRequests = whenNeeded(() => prepareEnd(db))
  const forget = whenNeeded(() => prepareForget(db))
  const eraseRows = createEraseRows(db, 'message')
  const writeWith = prepareWith(db)
  return (id: string, further: Required<WithWrite>): void => {
    eraseRows([id])
    forget().run({ ref: id })
    endRequests().run({ subjectRef: id, atMs: further.entries[0]?.atMs ?? 0 })
    writeWith(further)
  }
}

/** Returns the erasure of a message: checked, noted in the list of deletions, checked again and erased. */
export function createEraseMessage(connection: Connection): MessageStore['eraseMessage'] {
  const { db, write, read, clearLog, erasures } = connection
  const own = whenNeeded(() => prepareMessageErasure(db))
  const erase = createErase(connection)

  return async (id, entry, { entries = [], mails = [], nowMs = entry.atMs } = {}) => {
    const look = () => {
      const found = own().find.get({ id, nowMs })
      return found?.isHeld ? 'held' : (found ?? 'absent')
    }
    const before = await read('eraseMessage', look)
    if (typeof before === 'string') return before
    const noted = { kind: 'message', ids: [id], atMs: entry.atMs } as const
    const result = await erasures.during(noted, async ({ take, takeBack }) => {
      const done = await write('eraseMessage', () => {
        const found = look()
        if (typeof found === 'string') return found
        if (!take()) return MOVED
        erase(id, { entries: [entry, ...entries], mails })
        return 'erased'
      })
      if (done === 'held') await takeBack(noted.ids)
      return done
    })
    if (result === 'erased') clearLog()
    return result
  }
}
