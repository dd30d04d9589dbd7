import { extendKnown, formatLine, knowAll, parseList } from '../../../deletions/deletion-list.ts'
import { DeletionListError } from '../../../deletions/deletion-list-error.ts'
import { findAdoptionProblem, findFault } from '../../../deletions/settle-list.ts'
import type { DeletionNotes } from '../../store.ts'
import type { Database } from '../queries.ts'
import {
  eraseAhead,
  findHeld,
  type ListNews,
  type ListOptions,
  type ListRow,
  readEvidence,
  readListRow,
  writeRow,
} from './deletion-list.ts'

/** A list of deletions in an object store, outside the database and its platform's backups. */
export interface ArchivedList extends DeletionNotes {
  /** Its place, as the database stores it. */
  readonly place: string
  /** @returns the whole list; `undefined` where there is none. */
  read(): Promise<Buffer | undefined>
  /** Writes the first line of a list where there is none yet. @returns whether there was none. @throws {StoreError} */
  begin(content: Buffer): Promise<boolean>
}

/** Dependencies of settling a list. */
export interface SettleTools extends Pick<ListOptions, 'newId' | 'clock' | 'statements'> {
  readonly transact: <T>(work: () => T) => T
}

const LOST =
  'Without the right one, people who were deleted would come back with a backup. Put it back from a copy of the bucket.'

/** @param problem the rest of a sentence. @throws {DeletionListError} */
export const refuse = (problem: string): never => {
  throw new DeletionListError(`The list of deletions in the archive ${problem}. ${LOST}`)
}

/** A database without an id: a new one, or one whose first start was interrupted between list and row. */
async function begin(db: Database, list: ArchivedList, options: ListOptions & SettleTools) {
  const { place, newId, clock, transact } = options
  const evidence = readEvidence(db)
  const fresh = Buffer.from(formatLine(clock(), 'list', newId()))
  // Usually there is none yet, so the first line is written without reading first.
  const isBegun = !evidence.hasErased && (await list.begin(fresh))
  const content = isBegun ? fresh : ((await list.read()) ?? refuse('is not there'))
  if (!isBegun) {
    const problem = findAdoptionProblem(parseList(place, content), { ...evidence, isNew: true })
    if (problem) refuse(problem)
  }
  const { databaseId } = parseList(place, content)
  if (databaseId === undefined) return refuse('names no database')
  transact(() => writeRow(db, knowAll(databaseId, content), options))
  return []
}

/** Erases what the list contains beyond the database's knowledge; notes of things under a legal hold are cancelled first. */
async function follow(
  db: Database,
  row: ListRow,
  list: ArchivedList,
  options: ListOptions & SettleTools,
): Promise<readonly ListNews[]> {
  const { place, clock, transact } = options
  const readAhead = async () => {
    const found = await list.read()
    if (!found) return refuse('is not there')
    const parsed = parseList(place, found)
    const fault = findFault(parsed, row)
    if (fault) refuse(fault)
    return parsed.content.subarray(row.byteCount)
  }
  const ahead = await readAhead()
  if (ahead.length === 0) return []
  const held = findHeld(db, parseList(place, ahead), options)
  const kept = held.map((id) => ({ word: 'held' as const, id, atMs: clock() }))
  if (kept.length > 0) await list.add({ ...row, place }, kept)
  const whole = kept.length > 0 ? await readAhead() : ahead
  return transact(() => {
    writeRow(db, extendKnown(row, whole), options)
    return eraseAhead(options, parseList(place, whole))
  })
}

/**
 * Checks that an archived list of deletions is complete and the database's own, and carries out the erasures that the
 * database does not know. Starts a list for a new database, and never in place of a lost one.
 *
 * @throws {DeletionListError} where it is not: nothing was changed then. {@link StoreError} where the archive does not
 *   respond.
 */
export async function settleArchivedList(
  db: Database,
  list: ArchivedList,
  tools: SettleTools,
): Promise<readonly ListNews[]> {
  const options = { ...tools, place: list.place, databaseFile: '' }
  const row = readListRow(db)
  return row ? follow(db, row, list, options) : begin(db, list, options)
}
