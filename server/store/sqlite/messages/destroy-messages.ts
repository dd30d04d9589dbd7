import { and, inArray } from 'drizzle-orm'
import type { Due } from '../../store.ts'
import type { Connection } from '../connection.ts'
import { createEraseRows } from '../erasure/erase-rows.ts'
import { MOVED } from '../erasure/erasure-notes.ts'
import { value } from '../queries.ts'
import type { DestroyedRows } from '../retention-classes.ts'
import { messages } from '../schema/messages.ts'
import { prepareTally } from '../visits/tally.ts'

/**
 * Returns the function that deletes messages with everything said about them elsewhere. Called inside the write that counts
 * them.
 */
function createDelete({ db }: Connection, { isDue }: DestroyedRows) {
  const ofIds = (ids: readonly string[]) => inArray(messages.id, [...ids])
  const eraseRows = createEraseRows(db, 'message')
  return {
    /** @returns how many were still due and were deleted. */
    deleteDue(ids: readonly string[], due: Due): number {
      const rows = db
        .select({ id: messages.id })
        .from(messages)
        .where(and(isDue, ofIds(ids)))
        .prepare()
        .all({ ...due })
      if (rows.length === 0) return 0
      const gone = rows.map(({ id }) => id)
      eraseRows(gone)
      return gone.length
    },
    findLeft: (ids: readonly string[]): readonly string[] =>
      db
        .select({ id: messages.id })
        .from(messages)
        .where(ofIds(ids))
        .all()
        .map(({ id }) => id),
  }
}

/**
 * Returns the deletion of messages at the end of their retention period. A batch is noted in the list of deletions at once,
 * and deleted in one commit; a message that is no longer due by then, because of a legal hold, is kept, and its note is
 * cancelled.
 */
export function createDestroyMessages(connection: Connection, rows: DestroyedRows) {
  const { db, write, read, erasures } = connection
  const addToTally = prepareTally(db)
  const { deleteDue, findLeft } = createDelete(connection, rows)
  const find = db
    .select({ id: messages.id })
    .from(messages)
    .where(rows.isDue)
    .orderBy(messages.receivedAtMs)
    .limit(value('limit'))
    .prepare()

  return async function destroyMessages(due: Due, limit: number): Promise<number> {
    const ids = await read('destroyDue', () => find.all({ ...due, limit }).map(({ id }) => id))
    if (ids.length === 0) return 0
    const noted = { kind: 'message', ids, atMs: due.nowMs } as const
    const count = await erasures.during(noted, async ({ take, takeBack }) => {
      const done = await write('destroyDue', () => {
        if (!take()) return MOVED
        const destroyed = deleteDue(ids, due)
        addToTally('messages', destroyed)
        return { destroyed, left: destroyed < ids.length ? findLeft(ids) : [] }
      })
      if (done === MOVED) return MOVED
      if (done.left.length > 0) await takeBack(done.left)
      return done.destroyed
    })
    // Messages that were no longer due leave room for others that are.
    return count < ids.length ? count + (await destroyMessages(due, limit - count)) : count
  }
}
