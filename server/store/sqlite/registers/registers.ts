import { and, eq, getTableColumns, gt, sql } from 'drizzle-orm'
import type { RegisterStore } from '../../store.ts'
import type { Connection } from '../connection.ts'
import { type Database, value } from '../queries.ts'
import { disclosedSubjects, registerEntries } from '../schema/ledger.ts'
import { whenNeeded } from '../when-needed.ts'
import { prepareWith } from '../with-write.ts'
import { isCorrected, prepareConditions } from './entry-conditions.ts'
import { insertEntry, prepareInsertEntry } from './insert-entry.ts'
import { boundsOf, prepareRegisterLists } from './list-lines.ts'

/** Lines that name a person, after a given one. */
const namingLines = sql`select ${disclosedSubjects.arrival} from ${disclosedSubjects}
  where ${disclosedSubjects.ref} in (select value from json_each(${value('refs')}))
    and ${disclosedSubjects.arrival} > ${value('afterArrival')}`

/** Statements that read registers. */
export function prepareRegisterReads(db: Database) {
  const isOfRegister = eq(registerEntries.register, value('register'))
  // A line’s place in the chain belongs to the ledger.
  const { seq: _, ...columns } = getTableColumns(registerEntries)
  const page = db
    .select(columns)
    .from(registerEntries)
    .where(and(isOfRegister, gt(registerEntries.arrival, value('afterArrival'))))
    .orderBy(registerEntries.arrival)
    .limit(value('limit'))
    .prepare()
  const thread = db
    .select(columns)
    .from(registerEntries)
    .where(and(isOfRegister, eq(registerEntries.thread, value('thread'))))
    .orderBy(registerEntries.arrival)
    .prepare()
  const disclosures = db
    .select(columns)
    .from(registerEntries)
    .where(sql`${registerEntries.arrival} in (${namingLines}) and not ${isCorrected}`)
    .orderBy(registerEntries.arrival)
    .limit(value('limit'))
    .prepare()
  return { page, thread, disclosures }
}

/** Registers. */
export function registerStore({ db, write, read, turns }: Connection): RegisterStore {
  const add = whenNeeded(() => prepareInsertEntry(db))
  const own = whenNeeded(() => prepareRegisterReads(db))
  const conditionsOf = whenNeeded(() => prepareConditions(db))
  const lists = whenNeeded(() => prepareRegisterLists(db))
  const listsOf = ({ search }: { readonly search?: string | undefined }) =>
    search === undefined ? lists().all : lists().found
  const writeWith = prepareWith(db)
  return {
    addRegisterEntry: (entry, further, conditions = {}) =>
      write('addRegisterEntry', () => {
        const refusal = conditionsOf().refuse(entry, conditions)
        if (refusal) return refusal
        const added = insertEntry(add(), entry)
        if (added === 'stored') writeWith(further)
        return added
      }),
    async readRegister(register, afterArrival, limit) {
      // A reader of a further page has had its turn, so it yields first.
      if (afterArrival > 0) await turns.letOthersRun()
      return read('readRegister', () => own().page.all({ register, afterArrival, limit }))
    },
    readRegisterThread: (register, name) =>
      read('readRegisterThread', () => own().thread.all({ register, thread: name })),
    async listRegister(range, limit) {
      if (range.after) await turns.letOthersRun()
      const given = { ...boundsOf(range), limit }
      return read('listRegister', () => listsOf(range)[range.order].all(given))
    },
    countRegister: (range, atMost) =>
      read('countRegister', () => {
        const given = { ...boundsOf({ ...range, order: 'oldest' }), limit: atMost }
        return listsOf(range).count.get(given)?.lines ?? 0
      }),
    async readDisclosures(refs, afterArrival, limit) {
      if (afterArrival > 0) await turns.letOthersRun()
      const given = { refs: JSON.stringify(refs), afterArrival, limit }
      return read('readDisclosures', () => own().disclosures.all(given))
    },
  }
}
