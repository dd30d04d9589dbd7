import { and, desc, eq, getTableColumns, inArray, isNull, lt, notExists, sql } from 'drizzle-orm'
import type { AddResult, ConsentEvent, ConsentRecord, MessageRow, MessageStore } from '../store.ts'
import type { Connection } from './connection.ts'
import { insertConsent } from './consents.ts'
import { type Database, value, valuesOf } from './queries.ts'
import { insertEntry, prepareInsertEntry } from './registers.ts'
import { prepareEnd } from './requests.ts'
import { consentRecords } from './schema/consents.ts'
import { messages } from './schema/messages.ts'
import { restrictions } from './schema/subjects.ts'

interface MessageWrite {
  readonly message: MessageRow
  readonly record: ConsentRecord
  readonly event: ConsentEvent
}

const isBlock = and(
  eq(restrictions.ref, messages.id),
  eq(restrictions.purpose, ''),
  isNull(restrictions.liftedAtMs),
)

/** Statements that find messages. */
export function prepareReads(db: Database) {
  const block = db.select({ one: sql`1` }).from(restrictions).where(isBlock)
  const isBlocked = sql<number>`exists ${block}`.mapWith(Boolean)
  const find = () => db.select({ ...getTableColumns(messages), isBlocked }).from(messages)
  return {
    findById: find()
      .where(eq(messages.id, value('id')))
      .prepare(),
    findByReference: find()
      .where(eq(messages.reference, value('reference')))
      .prepare(),
    /** The number of indexes varies, so this one is built for each call. */
    findByEmail: (indexes: readonly Buffer[]) =>
      find()
        .where(inArray(messages.emailIndex, [...indexes]))
        .orderBy(desc(messages.receivedAtMs)),
    readLatest: db
      .select()
      .from(messages)
      .where(and(lt(messages.receivedAtMs, value('beforeMs')), notExists(block)))
      .orderBy(desc(messages.receivedAtMs))
      .limit(value('limit'))
      .prepare(),
    readOfMoment: db
      .select()
      .from(messages)
      .where(and(eq(messages.receivedAtMs, value('atMs')), notExists(block)))
      .prepare(),
  }
}

const prepareWrites = (db: Database) => ({
  insert: db.insert(messages).values(valuesOf(messages)).prepare(),
  erase: db
    .delete(messages)
    .where(eq(messages.id, value('id')))
    .returning({ consentId: messages.consentId })
    .prepare(),
  eraseSubject: db
    .update(consentRecords)
    .set({ subjectName: null, subjectSalt: null, secretHash: null })
    .where(eq(consentRecords.id, value('consentId')))
    .prepare(),
})

/** Messages of the contact form. */
export function messageStore(connection: Connection): MessageStore {
  const { db, queries, write, read, clearLog, noteDeletion } = connection
  const own = { ...prepareReads(db), ...prepareWrites(db), endRequests: prepareEnd(db) }
  const addEntry = prepareInsertEntry(db)

  function insertMessage({ message, record, event }: MessageWrite): AddResult {
    if (own.findById.get({ id: message.id }) !== undefined) return 'duplicate'
    // The record is made for this message: one that is there already belongs to something else.
    if (insertConsent(queries, record, event) !== 'stored') return 'conflict'
    own.insert.run({ ...message })
    return 'stored'
  }

  return {
    addMessage: (message, record, event) =>
      write('addMessage', () => insertMessage({ message, record, event })),
    findMessage: (by) =>
      read('findMessage', () =>
        'id' in by ? own.findById.get({ ...by }) : own.findByReference.get({ ...by }),
      ),
    findMessagesByEmail: (emailIndexes) =>
      read('findMessagesByEmail', () =>
        own.findByEmail(emailIndexes.map((index) => Buffer.from(index))).all(),
      ),
    readMessages: (beforeMs, limit) =>
      read('readMessages', () => {
        const latest = own.readLatest.all({ beforeMs, limit })
        const last = latest.at(-1)
        if (last === undefined || latest.length < limit) return latest
        const { receivedAtMs: atMs } = last
        return [
          ...latest.filter(({ receivedAtMs }) => receivedAtMs !== atMs),
          ...own.readOfMoment.all({ atMs }),
        ]
      }),
    updateMessage: (id, fields) =>
      write('updateMessage', () => {
        const changed = Object.fromEntries(
          Object.entries(fields).filter(([, field]) => field !== undefined),
        )
        if (Object.keys(changed).length > 0)
          db.update(messages).set(changed).where(eq(messages.id, id)).run()
      }),
    eraseMessage: async (id, entry, ...further) => {
      const result = await write('eraseMessage', () => {
        const erased = own.erase.get({ id })
        if (erased === undefined) return 'absent'
        own.eraseSubject.run({ consentId: erased.consentId })
        own.endRequests.run({ subjectRef: id, atMs: entry.atMs })
        for (const one of [entry, ...further]) insertEntry(addEntry, one)
        noteDeletion('message', id, entry.atMs)
        return 'erased' as const
      })
      if (result === 'erased') clearLog()
      return result
    },
  }
}
