import { and, asc, eq, isNotNull, type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { KeyStore, ResealedValue, SealedField, SealedValue } from '../store.ts'
import type { Connection } from './connection.ts'
import { type Database, valuesOf } from './queries.ts'
import { accounts, invitations } from './schema/administrators.ts'
import { consentRecords } from './schema/consents.ts'
import { keyGenerations, signingKeys } from './schema/ledger.ts'
import { messages } from './schema/messages.ts'
import { mailQueue } from './schema/operation.ts'
import { deferredErasures, oneTimeCodes, requests } from './schema/subjects.ts'
import { visitKeys, visits } from './schema/visits.ts'

/** Where the values of a `SealedField` are stored. */
interface SealedColumn {
  readonly table: SQLiteTable
  readonly column: SQLiteColumn
  /** The column's property in its table's drizzle definition. */
  readonly property: string
  /** The table's primary key: what rows are ordered and found by. */
  readonly primaryKey: readonly SQLiteColumn[]
  /** The column with the id that was authenticated when the value was encrypted (`Cryptography.seal`). */
  readonly rowId: SQLiteColumn
}

/** Describes a column of a table whose primary key is `id`. */
const columnOf = <
  T extends SQLiteTable & Record<N, SQLiteColumn> & { id: SQLiteColumn },
  N extends string,
>(
  table: T,
  property: N,
): SealedColumn => ({
  table,
  column: table[property],
  property,
  primaryKey: [table.id],
  rowId: table.id,
})

/** The column of each kind of encrypted value. A missing one is a type error. */
const sealedColumns: Readonly<Record<SealedField, SealedColumn>> = {
  'visits.address': {
    ...columnOf(visits, 'address'),
    primaryKey: [visits.day, visits.id, visits.consentId],
  },
  'visits.key': {
    table: visitKeys,
    column: visitKeys.sealedKey,
    property: 'sealedKey',
    primaryKey: [visitKeys.day],
    rowId: visitKeys.day,
  },
  'messages.name': columnOf(messages, 'name'),
  'messages.email': columnOf(messages, 'email'),
  'messages.phone': columnOf(messages, 'phone'),
  'messages.message': columnOf(messages, 'message'),
  'consents.name': columnOf(consentRecords, 'subjectName'),
  'requests.name': columnOf(requests, 'name'),
  'requests.email': columnOf(requests, 'email'),
  'requests.text': columnOf(requests, 'text'),
  'requests.answer': columnOf(requests, 'answer'),
  'erasure.act': {
    table: deferredErasures,
    column: deferredErasures.act,
    property: 'act',
    primaryKey: [deferredErasures.ref],
    rowId: deferredErasures.ref,
  },
  'mail.recipient': columnOf(mailQueue, 'recipient'),
  'mail.content': columnOf(mailQueue, 'content'),
  'signing.key': columnOf(signingKeys, 'privateJwk'),
  'accounts.name': columnOf(accounts, 'name'),
  'accounts.email': columnOf(accounts, 'email'),
  'accounts.totp': columnOf(accounts, 'totpSecret'),
  'invitations.email': columnOf(invitations, 'email'),
}

/** Returns the parts of a row value, as SQLite compares it: `(a, b) > (1, 2)`. */
const tuple = (parts: readonly unknown[]): SQL =>
  sql.join(
    parts.map((part) => sql`${part}`),
    sql`, `,
  )

/** Reads a page of a column, in the order of the primary key, after the row with the key `afterKey`. */
function readColumn(
  db: Database,
  field: SealedField,
  afterKey: readonly string[] | null,
  limit: number,
): readonly SealedValue[] {
  const { table, column, primaryKey, rowId } = sealedColumns[field]
  const isAfter = afterKey ? sql`(${tuple(primaryKey)}) > (${tuple(afterKey)})` : undefined
  // drizzle names what it selects: key0, key1 …
  const keyParts = Object.fromEntries(primaryKey.map((part, at) => [`key${at}`, part]))
  const rows = db
    .select({ ...keyParts, rowId, value: column })
    .from(table)
    .where(and(isNotNull(column), isAfter))
    .orderBy(...primaryKey.map((part) => asc(part)))
    .limit(limit)
    .all() as Record<string, unknown>[]
  return rows.map((row) => ({
    field,
    key: primaryKey.map((_, at) => String(row[`key${at}`])),
    rowId: String(row.rowId),
    value: row.value as Buffer,
  }))
}

/** Of a request only a verified address is found by an index. */
const indexOf = (table: SQLiteTable, index: Uint8Array) =>
  table === requests
    ? sql`case when ${requests.emailIndex} is null then null else ${Buffer.from(index)} end`
    : index

/**
 * Replaces one value, and its blind index where it has one. A value that was changed or erased meanwhile is kept. Codes and
 * sessions of a message's address, which contain nothing that could be indexed anew, follow the message.
 */
function reseal(db: Database, { field, key, value: old, resealed, index }: ResealedValue): void {
  const { table, column, property, primaryKey } = sealedColumns[field]
  const isThisValue = and(...primaryKey.map((part, at) => eq(part, key[at])), eq(column, old))
  if (index && field === 'messages.email') {
    const oldIndex = db.select({ index: messages.emailIndex }).from(messages).where(isThisValue)
    db.update(oneTimeCodes)
      .set({ emailIndex: Buffer.from(index) })
      .where(eq(oneTimeCodes.emailIndex, oldIndex))
      .run()
  }
  db.update(table)
    .set({ [property]: resealed, ...(index && { emailIndex: indexOf(table, index) }) })
    .where(isThisValue)
    .run()
}

/** Generations of the encryption keys, and the values encrypted under them. */
export function keyStore({ db, write, read }: Connection): KeyStore {
  const allGenerations = db.select().from(keyGenerations).orderBy(asc(keyGenerations.id)).prepare()
  const addGeneration = db
    .insert(keyGenerations)
    .values(valuesOf(keyGenerations))
    .onConflictDoNothing()
    .prepare()
  return {
    readKeyGenerations: () => read('readKeyGenerations', () => allGenerations.all()),
    addKeyGeneration: (generation) =>
      write('addKeyGeneration', () =>
        addGeneration.run({ ...generation }).changes === 1 ? 'stored' : 'duplicate',
      ),
    retireKeyGeneration: (id, atMs) =>
      write('retireKeyGeneration', () => {
        db.update(keyGenerations).set({ retiredAtMs: atMs }).where(eq(keyGenerations.id, id)).run()
      }),
    setKeyFingerprint: (id, fingerprint) =>
      write('setKeyFingerprint', () => {
        const set = { fingerprint: Buffer.from(fingerprint) }
        db.update(keyGenerations).set(set).where(eq(keyGenerations.id, id)).run()
      }),
    readSealedValues: (field, afterKey, limit) =>
      read('readSealedValues', () => readColumn(db, field, afterKey, limit)),
    resealValues: (values) =>
      write('resealValues', () => {
        for (const one of values) reseal(db, one)
      }),
  }
}
