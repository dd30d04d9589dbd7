import { and, desc, eq, inArray, lt, notExists, sql } from 'drizzle-orm'
import type {
  AddResult,
  ConsentEvent,
  ConsentRecord,
  MessageRow,
  MessageStore,
  WithWrite,
} from '../../store.ts'
import type { Connection } from '../connection.ts'
import { insertConsent } from '../consents/consents.ts'
import { createEraseMessage } from '../erasure/erase-message.ts'
import { type Database, value } from '../queries.ts'
import { endOfConsent } from '../retention-classes.ts'
import { messages } from '../schema/messages.ts'
import { whenNeeded } from '../when-needed.ts'
import { prepareWith } from '../with-write.ts'
import { blockOf, openMessageStore, selectStored } from './open-messages.ts'
import { messageColumns, prepareActs, valuesAmong } from './work.ts'

interface MessageWrite {
  readonly further: WithWrite | undefined
  readonly message: MessageRow
  readonly record: ConsentRecord
  readonly event: ConsentEvent
}

/** Statements that find messages. */
export function prepareReads(db: Database) {
  const isInTerm = sql`${endOfConsent()} > ${value('nowMs')}`
  const find = () => selectStored(db)
  return {
    findById: find()
      .where(eq(messages.id, value('id')))
      .prepare(),
    findByReference: find()
      .where(eq(messages.reference, value('reference')))
      .prepare(),
    /** The number of indexes varies, so this statement is built for each call. */
    findByEmail: (indexes: readonly Buffer[]) =>
      find()
        .where(inArray(messages.emailIndex, [...indexes]))
        .orderBy(desc(messages.receivedAtMs)),
    /** Reads the last row of an index entry first, without reading the others. */
    findNewest: (indexes: readonly Buffer[]) =>
      db
        .select({ messageId: messages.id, email: messages.email, emailIndex: messages.emailIndex })
        .from(messages)
        .where(inArray(messages.emailIndex, [...indexes]))
        .orderBy(sql`${messages}.rowid desc`)
        .limit(1),
    readLatest: db
      .select(messageColumns())
      .from(messages)
      .where(and(lt(messages.receivedAtMs, value('beforeMs')), notExists(blockOf(db)), isInTerm))
      .orderBy(desc(messages.receivedAtMs))
      .limit(value('limit'))
      .prepare(),
    readOfMoment: db
      .select(messageColumns())
      .from(messages)
      .where(and(eq(messages.receivedAtMs, value('atMs')), notExists(blockOf(db)), isInTerm))
      .prepare(),
  }
}

const prepareWrites = (db: Database) => ({
  writeWith: prepareWith(db),
  insert: db.insert(messages).values(valuesAmong(messages, messageColumns())).prepare(),
})

type Statements = ReturnType<typeof prepareReads> & ReturnType<typeof prepareWrites>

function insertMessage(
  { message, record, event, further }: MessageWrite,
  { own, queries }: { readonly own: () => Statements; readonly queries: Connection['queries'] },
): AddResult {
  if (own().findById.get({ id: message.id }) !== undefined) return 'duplicate'
  // The record is created for this message; an existing one belongs to something else.
  if (insertConsent(queries, record, event) !== 'stored') return 'conflict'
  own().insert.run({ ...message })
  own().writeWith(further)
  return 'stored'
}

/** Messages of the contact form. */
export function messageStore(connection: Connection): MessageStore {
  const { db, queries, write, read } = connection
  const own = whenNeeded(() => ({ ...prepareReads(db), ...prepareWrites(db) }))
  const acts = prepareActs(db)

  return {
    addMessage: (message, record, event, further) =>
      write('addMessage', () =>
        insertMessage({ message, record, event, further }, { own, queries }),
      ),
    findMessage: (by) =>
      read('findMessage', () =>
        'id' in by ? own().findById.get({ ...by }) : own().findByReference.get({ ...by }),
      ),
    findMessagesByEmail: (emailIndexes) =>
      read('findMessagesByEmail', () =>
        own()
          .findByEmail(emailIndexes.map((index) => Buffer.from(index)))
          .all(),
      ),
    findNewestEmail: (emailIndexes) =>
      read('findNewestEmail', () => {
        const found = own()
          .findNewest(emailIndexes.map((index) => Buffer.from(index)))
          .get()
        if (!found?.email || !found.emailIndex) return undefined
        return { ...found, email: found.email, emailIndex: found.emailIndex }
      }),
    readMessages: (beforeMs, limit, nowMs = 0) =>
      read('readMessages', () => {
        const latest = own().readLatest.all({ beforeMs, limit, nowMs })
        const last = latest.at(-1)
        if (last === undefined || latest.length < limit) return latest
        const { receivedAtMs: atMs } = last
        return [
          ...latest.filter(({ receivedAtMs }) => receivedAtMs !== atMs),
          ...own().readOfMoment.all({ atMs, nowMs }),
        ]
      }),
    ...openMessageStore(connection),
    updateMessage: (id, fields, further) =>
      write('updateMessage', () => {
        const changed = Object.fromEntries(
          Object.entries(fields).filter(([, field]) => field !== undefined),
        )
        if (own().findById.get({ id }) === undefined) return 'absent'
        const taken = acts.take(further)
        if (taken !== 'stored') return taken
        if (Object.keys(changed).length > 0)
          db.update(messages).set(changed).where(eq(messages.id, id)).run()
        own().writeWith(further)
        return 'stored'
      }),
    eraseMessage: createEraseMessage(connection),
  }
}
