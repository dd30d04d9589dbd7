import { getTableColumns, getTableName } from 'drizzle-orm'
import { CasingCache } from 'drizzle-orm/casing'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { HeldKind } from '../../store.ts'
import {
  accounts,
  adminPasswords,
  adminSessions,
  invitations,
  recoveryCodes,
} from '../schema/administrators.ts'
import { consentEvents, consentRecords, notices } from '../schema/consents.ts'
import { deletionList } from '../schema/deletion-list.ts'
import {
  disclosedSubjects,
  keyGenerations,
  ledgerCheckpoints,
  ledgerHeads,
  prunedEvents,
  registerEntries,
  registerKeys,
  signingKeyBindings,
  signingKeys,
} from '../schema/ledger.ts'
import { messages } from '../schema/messages.ts'
import { countedUses, destructionTallies, jobs, mailQueue } from '../schema/operation.ts'
import { policyDrafts, policyVersions } from '../schema/policies.ts'
import {
  deferredErasures,
  legalHolds,
  oneTimeCodes,
  requests,
  restrictions,
} from '../schema/subjects.ts'
import { dailyCounts, visitKeys, visitPlaces, visitStretches, visits } from '../schema/visits.ts'

// What erasing a consent or a message means, table by table and column by column, once. The store's own erasure, the destruction
// of messages at the end of their term, and the replay of the list of deletions after a restore, on Node and at the edge, all run
// the statements that are built from this. `test/store/erasing/erased-columns.test.ts` holds it to the tables and the three to it.

/** What becomes of each column of a row that leads to an erased person. What is emptied must be allowed to be null. */
type Fates<T extends SQLiteTable> = {
  readonly [C in keyof T['$inferSelect']]: null extends T['$inferSelect'][C]
    ? 'kept' | 'emptied'
    : 'kept'
}

/** What erasing does to a table. */
export interface TableErasure {
  readonly table: SQLiteTable
  /** Columns that name the erased thing, by its kind; of a kind without one no row is touched. */
  readonly names: Partial<Readonly<Record<HeldKind, string>>>
  /** `deleted`: the row goes whole. `untouched`: `why` says so. */
  readonly columns: 'deleted' | 'untouched' | Readonly<Record<string, 'kept' | 'emptied'>>
  readonly why?: string
  /**
   * Whether no index leads from the thing to its rows: whoever does not want to read the table from end to end finds them day by
   * day (`eraseConsent`).
   */
  readonly isUnindexed?: boolean
}

const emptied = <T extends SQLiteTable>(
  table: T,
  names: TableErasure['names'],
  columns: Fates<T>,
): TableErasure => ({ table, names, columns })

const deleted = (
  table: SQLiteTable,
  names: TableErasure['names'],
  options: Pick<TableErasure, 'isUnindexed'> = {},
): TableErasure => ({ table, names, columns: 'deleted', ...options })

const untouched = (why: string, ...tables: readonly SQLiteTable[]): readonly TableErasure[] =>
  tables.map((table) => ({ table, names: {}, columns: 'untouched', why }))

/** Every table, in the order in which it is erased: a message leads to its consent, so that goes first. */
export const tableErasures: readonly TableErasure[] = [
  emptied(
    consentRecords,
    // Each message has a record of its own.
    { consent: 'id', message: 'id' },
    {
      ...{ id: 'kept', language: 'kept', policyVersion: 'kept', noticeSha256: 'kept' },
      ...{ actor: 'kept', surface: 'kept', gpcAtChoice: 'kept', givenAtMs: 'kept' },
      ...{ validUntilMs: 'kept', subjectCommitment: 'kept' },
      ...{ secretHash: 'emptied', subjectName: 'emptied', subjectSalt: 'emptied' },
    },
  ),
  deleted(messages, { message: 'id' }),
  deleted(visits, { consent: 'consentId' }, { isUnindexed: true }),
  deleted(visitStretches, { consent: 'consentId' }, { isUnindexed: true }),
  emptied(
    requests,
    { consent: 'subjectRef', message: 'subjectRef' },
    {
      ...{ id: 'kept', number: 'kept', kind: 'kept', scope: 'kept', subjectKind: 'kept' },
      ...{ subjectRef: 'kept', language: 'kept', receivedAtMs: 'kept', dueOn: 'kept' },
      ...{ state: 'kept', closedAtMs: 'kept', limitOn: 'kept', thread: 'kept' },
      ...{ assignee: 'kept', revision: 'kept', actId: 'kept', actName: 'kept', actBy: 'kept' },
      ...{ actAtMs: 'kept', answerMailId: 'kept', answerMailState: 'kept' },
      ...{ name: 'emptied', email: 'emptied', text: 'emptied', answer: 'emptied' },
      // Only of a request by address, which is about no thing.
      emailIndex: 'kept',
    },
  ),
  // Of a message nothing is left that they could restrict; of a consent the record is.
  deleted(restrictions, { message: 'ref' }),
  deleted(legalHolds, { message: 'ref' }),
  ...untouched(
    'found with the key of their day alone: by the store that has it (`hidden-visits.ts`), after a replay at the start that follows',
    ...[visitPlaces, visitKeys],
  ),
  ...untouched('pseudonymous proof that there was a consent (DS-05)', consentEvents, notices),
  ...untouched(
    'names a thing by its id alone, and nothing of a person',
    ...[registerEntries, disclosedSubjects, registerKeys],
  ),
  ...untouched('the erasure itself, until it is told', deferredErasures, destructionTallies),
  ...untouched('holds no id', dailyCounts),
  ...untouched(
    'nothing leads from a thing to a row: lives for hours, and is emptied after a restore (`erasePassing`)',
    ...[oneTimeCodes, mailQueue, countedUses, adminSessions, invitations],
  ),
  ...untouched('of staff, whom no consent or message names', accounts, recoveryCodes),
  ...untouched(
    'nothing of a person',
    ...[adminPasswords, deletionList, jobs, keyGenerations, ledgerCheckpoints, ledgerHeads],
    ...[prunedEvents, signingKeyBindings, signingKeys, policyVersions, policyDrafts],
  ),
]

const casing = new CasingCache('snake_case')

/** A column's name in SQL. */
const sqlName = (table: SQLiteTable, name: string): string => {
  const column = getTableColumns(table)[name]
  if (!column) throw new Error(`${getTableName(table)} has no column ${name}`)
  return casing.getColumnCasing(column)
}

/** Columns that are emptied. */
const listEmptied = (one: TableErasure): string[] =>
  Object.entries(one.columns)
    .filter(([, fate]) => fate === 'emptied')
    .map(([name]) => name)

/** What the columns of a table that are emptied are set to. */
export const emptiedOf = (table: SQLiteTable): Readonly<Record<string, null>> =>
  Object.fromEntries(
    tableErasures
      .filter((one) => one.table === table)
      .flatMap(listEmptied)
      .map((name) => [name, null]),
  )

function buildStatement(one: TableErasure, kind: HeldKind, ids: string): string | undefined {
  const { table, names, columns } = one
  const name = names[kind]
  if (name === undefined) return undefined
  const isThrough = kind === 'message' && table === consentRecords
  const of = isThrough ? `(select consent_id from messages where id in ${ids})` : ids
  const where = `${sqlName(table, name)} in ${of}`
  if (columns === 'deleted') return `delete from ${getTableName(table)} where ${where}`
  const emptiedColumns = listEmptied(one).map((column) => sqlName(table, column))
  const changes = emptiedColumns.map((column) => `${column} = null`).join(', ')
  // A row that is empty already is not changed, nor counted, once more.
  return `update ${getTableName(table)} set ${changes} where coalesce(${emptiedColumns.join(', ')}) is not null and ${where}`
}

/**
 * Builds the statements that erase things of a kind, to be run in their order in one transaction.
 *
 * @param ids what comes after `in`: a select in parentheses.
 * @param indexedOnly whether to leave out the tables that would be read from end to end.
 */
export const buildErasure = (
  kind: HeldKind,
  ids: string,
  { indexedOnly = false }: { readonly indexedOnly?: boolean } = {},
): readonly string[] =>
  tableErasures
    .filter(({ isUnindexed }) => !(indexedOnly && isUnindexed))
    .flatMap((one) => buildStatement(one, kind, ids) ?? [])
