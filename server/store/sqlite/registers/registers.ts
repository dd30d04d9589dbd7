import { and, eq, gt } from 'drizzle-orm'
import type { AddResult, RegisterEntry, RegisterStore } from '../../store.ts'
import type { Connection } from '../connection.ts'
import { type Database, value, valuesOf } from '../queries.ts'
import { registerEntries } from '../schema/ledger.ts'
import { whenNeeded } from '../when-needed.ts'
import { prepareWith } from '../with-write.ts'

/** The statement that adds a line to a register; also run by writes that must say in a register what they did. */
export function prepareInsertEntry(db: Database) {
  const { seq: _, ...columns } = valuesOf(registerEntries)
  return db.insert(registerEntries).values(columns).onConflictDoNothing().prepare()
}
type InsertEntry = ReturnType<typeof prepareInsertEntry>

/** Adds a line, inside a write. */
export const insertEntry = (statement: InsertEntry, entry: RegisterEntry): AddResult =>
  statement.run({ ...entry }).changes === 1 ? 'stored' : 'duplicate'

/** Statements that read registers. */
export function prepareRegisterReads(db: Database) {
  const isOfRegister = eq(registerEntries.register, value('register'))
  const page = db
    .select()
    .from(registerEntries)
    .where(and(isOfRegister, gt(registerEntries.seq, value('afterSeq'))))
    .orderBy(registerEntries.seq)
    .limit(value('limit'))
    .prepare()
  const thread = db
    .select()
    .from(registerEntries)
    .where(and(isOfRegister, eq(registerEntries.thread, value('thread'))))
    .orderBy(registerEntries.seq)
    .prepare()
  return { page, thread }
}

/** Registers. */
export function registerStore({ db, write, read, turns }: Connection): RegisterStore {
  const add = whenNeeded(() => prepareInsertEntry(db))
  const own = whenNeeded(() => prepareRegisterReads(db))
  const writeWith = prepareWith(db)
  return {
    addRegisterEntry: (entry, further) =>
      write('addRegisterEntry', () => {
        const added = insertEntry(add(), entry)
        if (added === 'stored') writeWith(further)
        return added
      }),
    async readRegister(register, afterSeq, limit) {
      // Whoever reads on has had a page: others get their turn first.
      if (afterSeq > 0) await turns.letOthersRun()
      return read('readRegister', () => own().page.all({ register, afterSeq, limit }))
    },
    readRegisterThread: (register, name) =>
      read('readRegisterThread', () => own().thread.all({ register, thread: name })),
  }
}
