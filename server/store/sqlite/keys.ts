import { and, asc, eq, isNotNull, type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { KeyStore, ResealedValue, SealedField, SealedValue } from '../store.ts'
import type { Connection } from './connection.ts'
import { type Database, valuesOf } from './queries.ts'
import { consentRecords } from './schema/consents.ts'
import { keyGenerations, signingKeys } from './schema/ledger.ts'
import { messages } from './schema/messages.ts'
import { mailQueue } from './schema/operation.ts'
import { requests } from './schema/subjects.ts'
import { visitKeys, visits } from './schema/visits.ts'

interface SealedColumn {
  readonly table: SQLiteTable
  /** Name of the column in its table's type. */
  readonly name: string
  readonly column: SQLiteColumn
  readonly key: readonly SQLiteColumn[]
  readonly id: SQLiteColumn
}

const columnOf = <
  T extends SQLiteTable & Record<N, SQLiteColumn> & { id: SQLiteColumn },
  N extends string,
>(
  table: T,
  name: N,
): SealedColumn => ({ table, name, column: table[name], key: [table.id], id: table.id })

/** The column of each kind of encrypted value. A missing one is a type error. */
const sealedColumns: Readonly<Record<SealedField, SealedColumn>> = {
  'visits.address': {
    ...columnOf(visits, 'address'),
    key: [visits.day, visits.id, visits.consentId],
  },
  'visits.key': {
    ...{ table: visitKeys, name: 'sealedKey', column: visitKeys.sealedKey },
    ...{ key: [visitKeys.day], id: visitKeys.day },
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
  'mail.recipient': columnOf(mailQueue, 'recipient'),
  'mail.content': columnOf(mailQueue, 'content'),
  'signing.key': columnOf(signingKeys, 'privateJwk'),
}

const tuple = (parts: readonly unknown[]): SQL =>
  sql.join(
    parts.map((part) => sql`${part}`),
    sql`, `,
  )

function readColumn(
  db: Database,
  field: SealedField,
  afterKey: readonly string[] | null,
  limit: number,
): readonly SealedValue[] {
  const { table, column, key, id } = sealedColumns[field]
  const isAfter = afterKey && sql`(${tuple(key)}) > (${tuple(afterKey)})`
  const parts = Object.fromEntries(key.map((part, index) => [`key${index}`, part]))
  const rows = db
    .select({ ...parts, rowId: id, value: column })
    .from(table)
    .where(and(isNotNull(column), isAfter ?? undefined))
    .orderBy(...key.map((part) => asc(part)))
    .limit(limit)
    .all() as Record<string, unknown>[]
  return rows.map((row) => ({
    field,
    key: key.map((_, index) => String(row[`key${index}`])),
    rowId: String(row.rowId),
    value: row.value as Buffer,
  }))
}

function reseal(db: Database, { field, key, value: old, resealed, index }: ResealedValue): void {
  const { table, name, column, key: keyColumns } = sealedColumns[field]
  const isRow = keyColumns.map((part, at) => eq(part, key[at]))
  db.update(table)
    .set({ [name]: resealed, ...(index && { emailIndex: index }) })
    .where(and(...isRow, eq(column, old)))
    .run()
}

/** Generations of the encryption keys. */
export function keyStore({ db, write, read }: Connection): KeyStore {
  const all = db.select().from(keyGenerations).orderBy(asc(keyGenerations.id)).prepare()
  const add = db
    .insert(keyGenerations)
    .values(valuesOf(keyGenerations))
    .onConflictDoNothing()
    .prepare()
  return {
    readKeyGenerations: () => read('readKeyGenerations', () => all.all()),
    addKeyGeneration: (generation) =>
      write('addKeyGeneration', () =>
        add.run({ ...generation }).changes === 1 ? 'stored' : 'duplicate',
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
