import { gt, sql } from 'drizzle-orm'
import {
  type DeletionList,
  extendKnown,
  formatLine,
  formatMoved,
  type KnownList,
  knowAll,
  parseList,
} from '../../../deletions/deletion-list.ts'
import {
  appendLine,
  keepAside,
  placeList,
  readLegible,
  readList,
} from '../../../deletions/list-file.ts'
import {
  adoptList,
  type Evidence,
  findFault,
  type Settled,
  settleKnown,
} from '../../../deletions/settle-list.ts'
import type { Database } from '../queries.ts'
import { deletionList } from '../schema/deletion-list.ts'
import { legalHolds } from '../schema/subjects.ts'
import { eraseListed, type Statements } from './erase-again.ts'

/** An event of opening the list, for the operator's log. */
export interface ListNews {
  readonly event:
    | 'deletions_list_begun'
    | 'deletions_list_adopted'
    | 'deletions_list_moved'
    | 'deletions_erased_again'
  readonly facts: Readonly<Record<string, string | number | boolean>>
}

/** Paths of a database and its list. */
export interface ListOptions {
  /** The list's place, absolute. */
  readonly place: string
  /** The database's file, absolute. */
  readonly databaseFile: string
  /** Returns a UUID for a database that has none yet. */
  readonly newId: () => string
  /** Milliseconds since 1970 UTC. */
  readonly clock: () => number
  /** Statements of the driver itself. */
  readonly statements: Statements
}

/** The row as it is stored. */
export type ListRow = typeof deletionList.$inferSelect

/** @returns the row; `undefined` in a database that has no id yet. */
export const readListRow = (db: Database): ListRow | undefined =>
  db.select().from(deletionList).get()

const isNew = sql<number>`not exists (select 1 from consent_records) and not exists (select 1 from register_entries)`
const namedIds = sql`select json_each.value as id, json_extract(content, '$.category') as category
  from register_entries, json_each(register_entries.content, '$.refs') where register = 'destructions'`
const hasErased = sql<number>`exists (${namedIds}) or exists (select 1 from register_entries
  where register = 'destructions' and json_extract(content, '$.category') = 'messages')`

/** Returns what a database without an id reveals about its erasures. */
export function readEvidence(db: Database): Evidence {
  const told = db.get<{ isNew: number; hasErased: number }>(
    sql`select ${isNew} as "isNew", ${hasErased} as "hasErased"`,
  )
  return {
    isNew: Boolean(told?.isNew),
    hasErased: Boolean(told?.hasErased),
    erasedIds: db.all<{ id: string }>(namedIds).map(({ id }) => id),
  }
}

/** Stores what a database knows of its list, and the paths of both. */
export function writeRow(
  db: Database,
  known: KnownList,
  { place, databaseFile }: Pick<ListOptions, 'place' | 'databaseFile'>,
): void {
  db.delete(deletionList).run()
  db.insert(deletionList)
    .values({ ...known, place, databaseFile })
    .run()
}

const appendWhole = (place: string, line: string) =>
  appendLine(place, line, { byteCount: 0, check: () => undefined }).tail

/** For a database without an id: adopts its list or, where none was needed so far, starts one. */
function adopt(db: Database, options: ListOptions): ListNews[] {
  const { place, newId, clock } = options
  const list = adoptList(place, readEvidence(db))
  const databaseId = list?.databaseId ?? newId()
  if (!list) {
    const content = Buffer.from(formatLine(clock(), 'list', databaseId))
    placeList(place, content)
    writeRow(db, knowAll(databaseId, content), options)
    return []
  }
  if (list.isEdited) placeList(place, list.content)
  const bytes =
    list.databaseId === undefined
      ? appendWhole(place, formatLine(clock(), 'list', databaseId))
      : list.content
  writeRow(db, knowAll(databaseId, bytes), options)
  const lineCount = knowAll(databaseId, bytes).lineCount
  const erased = eraseAhead(options, list)
  return [{ event: 'deletions_list_adopted', facts: { databaseId, place, lineCount } }, ...erased]
}

/**
 * Erases what the list names and the database may still contain: it was reset to an earlier day, or crashed before its
 * commit.
 */
export function eraseAhead(
  { statements, clock }: Pick<ListOptions, 'statements' | 'clock'>,
  ids: Pick<DeletionList, 'messages' | 'consents'>,
): ListNews[] {
  if (ids.messages.length + ids.consents.length === 0) return []
  const rowCount = eraseListed(statements, ids, clock())
  return rowCount > 0 ? [{ event: 'deletions_erased_again', facts: { rowCount } }] : []
}

/** Copies the list to its place, and marks the one that it continues as moved. @returns whether it was marked. */
function carry({ list, isElsewhere, earlier }: Settled, row: ListRow, options: ListOptions) {
  const { place, databaseFile, clock } = options
  if (isElsewhere) placeList(place, list.content)
  // A copy of the database gets a copy of the list, and leaves the other list to the original database.
  if (!earlier || earlier.path === place || row.databaseFile !== databaseFile) return false
  if (earlier.movedTo === place) return true
  try {
    appendWhole(earlier.path, formatMoved(clock(), row.databaseId, place))
    return true
  } catch {
    // The old disk is read-only now; the list is at its new place all the same.
    return false
  }
}

/** Returns the ids under a legal hold. */
const readHeld = (db: Database, { clock }: Pick<ListOptions, 'clock'>): ReadonlySet<string> => {
  const holds = db.select().from(legalHolds).where(gt(legalHolds.untilMs, clock())).all()
  return new Set(holds.map(({ ref }) => ref))
}

/** Returns ids in lines of a list that are under a legal hold: their erasure was refused. */
export function findHeld(
  db: Database,
  { messages, consents }: Pick<DeletionList, 'messages' | 'consents'>,
  options: Pick<ListOptions, 'clock'>,
): readonly string[] {
  const named = new Set([...messages, ...consents])
  return [...readHeld(db, options)].filter((id) => named.has(id))
}

/**
 * Cancels notes in the list about things under a legal hold: their erasure was refused, and the process crashed before it
 * could cancel them.
 *
 * @returns the list's bytes beyond those that the database knows.
 */
function takeBackHeld(db: Database, content: Buffer, byteCount: number, options: ListOptions) {
  const { place, clock } = options
  const ahead = content.subarray(byteCount)
  const held = findHeld(db, parseList(place, ahead), options)
  if (held.length === 0) return ahead
  const lines = held.map((id) => formatLine(clock(), 'held', id))
  return appendWhole(place, lines.join('')).subarray(byteCount)
}

function follow(db: Database, row: ListRow, options: ListOptions): ListNews[] {
  const { place } = options
  const settled = settleKnown({ place, lastPlace: row.place }, row)
  const isMarked = carry(settled, row, options)
  const ahead = takeBackHeld(db, settled.list.content, row.byteCount, options)
  writeRow(db, extendKnown(row, ahead), options)
  const erased = eraseAhead(options, parseList(place, ahead))
  const from = settled.earlier?.path ?? row.place
  if (from === place || from === null || row.place === place) return erased
  return [{ event: 'deletions_list_moved', facts: { from, to: place, isMarked } }, ...erased]
}

/** Returns whether everything is unchanged: then nothing is written, and no writer has to wait. */
function isSettled(row: ListRow | undefined, { place, databaseFile }: ListOptions): boolean {
  if (row?.place !== place || row.databaseFile !== databaseFile) return false
  const list = readLegible(place)
  return (
    list !== undefined &&
    list.movedTo === undefined &&
    !list.isEdited &&
    list.content.length === row.byteCount &&
    findFault(list, row) === undefined
  )
}

/** Starts the list of a database that was restored without one, with a line that says so. */
function beginForRestored(db: Database, row: ListRow, options: ListOptions): ListNews[] {
  const content = Buffer.from(formatLine(options.clock(), 'begun', row.databaseId))
  placeList(options.place, content)
  writeRow(db, knowAll(row.databaseId, content), options)
  const facts = { databaseId: row.databaseId, place: options.place }
  return [{ event: 'deletions_list_begun', facts }]
}

/**
 * Starts a list in place of one that is lost for good, under a new id, so that no older one is accepted. It contains the
 * readable lines of the one at its place, which is kept beside it, of the one before, and the entries of the register of
 * destructions.
 */
function beginAnew(db: Database, options: ListOptions): ListNews[] {
  const { place, newId, clock } = options
  const lastPlace = readListRow(db)?.place
  const keptAs = keepAside(place, clock())
  const lists = [keptAs, lastPlace].flatMap((path) => (path && readLegible(path)) || [])
  const named = db.all<{ id: string; category: string }>(namedIds)
  const held = readHeld(db, options)
  const idsOf = (kind: 'messages' | 'consents', category: string) => [
    ...new Set([
      ...lists.flatMap((list) => list[kind]).filter((id) => !held.has(id)),
      ...named.filter((one) => one.category === category).map(({ id }) => id),
    ]),
  ]
  const ids = { messages: idsOf('messages', 'messages'), consents: idsOf('consents', 'visits') }
  const databaseId = newId()
  const content = Buffer.from(
    [
      formatLine(clock(), 'begun', databaseId),
      ...ids.messages.map((id) => formatLine(clock(), 'message', id)),
      ...ids.consents.map((id) => formatLine(clock(), 'consent', id)),
    ].join(''),
  )
  placeList(place, content)
  writeRow(db, knowAll(databaseId, content), options)
  const idCount = ids.messages.length + ids.consents.length
  const facts = { databaseId, place, idCount, ...(keptAs && { keptAs }) }
  return [{ event: 'deletions_list_begun', facts }, ...eraseAhead(options, ids)]
}

/**
 * Checks that the list of deletions is complete, the database's own, and at its place: follows a change of place, adopts the
 * list of a database from before lists had an owner, and starts one for a new database. Nobody writes to the database
 * meanwhile.
 *
 * @param isAnew whether the operator has requested a new list for a lost one.
 * @throws {DeletionListError} where the check fails; nothing was changed then. The system's error where it cannot be written.
 */
export function settleDeletionList(
  db: Database,
  options: ListOptions,
  { isAnew }: { readonly isAnew: boolean },
): readonly ListNews[] {
  if (!isAnew && isSettled(readListRow(db), options)) return []
  return db.transaction(
    () => {
      if (isAnew) return beginAnew(db, options)
      const row = readListRow(db)
      if (!row) return adopt(db, options)
      if (row.place === null && !readList(options.place)) return beginForRestored(db, row, options)
      return follow(db, row, options)
    },
    { behavior: 'immediate' },
  )
}
