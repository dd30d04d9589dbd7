import { and, eq, lt } from 'drizzle-orm'
import type { DeletionNote, DeletionNotes, HeldKind, ListMark } from '../../store.ts'
import { StoreError } from '../../store-error.ts'
import { type Database, placeholderFor, value } from '../queries.ts'
import { deletionList } from '../schema/deletion-list.ts'
import { whenNeeded } from '../when-needed.ts'

/** The things to be erased. */
export interface Noted {
  readonly kind: HeldKind
  readonly ids: readonly string[]
  /** Milliseconds since 1970 UTC. */
  readonly atMs: number
}

/** Result of a write whose note is no longer valid: it has changed nothing. */
export const MOVED = 'list_moved'

/** Interface for an erasure that was noted. */
export interface Erasing {
  /**
   * Called inside every write that erases, before it changes anything. Returns whether the list in which this was noted is
   * still the database's own. If not, the write returns {@link MOVED}.
   */
  stands(): boolean
  /** The same, in the last of these writes: the database stores the list's new length. */
  take(): boolean
  /**
   * Records in the list that a noted thing is not erased because of a legal hold. Never rejects: see {@link
   * createErasureNotes}.
   */
  takeBack(ids: readonly string[]): Promise<void>
}

/** Notes erasures in the list of deletions. */
export interface ErasureNotes {
  /**
   * Notes an erasure and, once it is on disk, carries it out.
   *
   * @throws {StoreError} where it cannot be noted: then nothing is carried out.
   */
  during<T>(
    noted: Noted,
    erase: (erasing: Erasing) => Promise<T | typeof MOVED>,
  ): Promise<Exclude<T, typeof MOVED>>
}

const fail = (code: string): never => {
  throw new StoreError('noteDeletion', 'unavailable', code)
}

/** Prepares statements about the row with the known length of the list. */
const prepareMark = (db: Database) => ({
  read: db.select().from(deletionList).prepare(),
  advance: db
    .update(deletionList)
    .set({
      lineCount: placeholderFor('lineCount'),
      byteCount: placeholderFor('byteCount'),
      chain: placeholderFor('chain'),
    })
    .where(
      and(
        eq(deletionList.databaseId, value('databaseId')),
        // The erasure noted first may be carried out last; the known length only grows.
        lt(deletionList.byteCount, value('byteCount')),
      ),
    )
    .prepare(),
})

/**
 * Limits the known length of the list: never past a note whose erasure is in progress. If the process is killed, the list is
 * then longer than the database knows, and the next start erases the rest.
 */
function createUnderWay() {
  const marks = new Set<ListMark>()
  let newest: ListMark | undefined
  return {
    begin: (mark: ListMark) => void marks.add(mark),
    end: (mark: ListMark) => void marks.delete(mark),
    /** @returns the mark that may be stored with the commit of this erasure; `undefined` where an earlier one is in progress. */
    carriedOut(mark: ListMark): ListMark | undefined {
      marks.delete(mark)
      if (newest?.databaseId !== mark.databaseId || newest.byteCount < mark.byteCount) newest = mark
      const first = Math.min(...[...marks].map(({ byteCount }) => byteCount))
      return [newest, mark].find(({ byteCount }) => byteCount < first)
    },
  }
}

/** Access to the database for the notes. */
interface Reading {
  readonly db: Database
  /** Runs a query that changes nothing. @throws {StoreError} */
  readonly read: <T>(operation: string, query: () => T) => Promise<T>
}

/**
 * The list of deletions is outside the database, so it survives when the database is lost or reset to an earlier day (RT-07).
 * The note comes first, and no transaction is open meanwhile: if it cannot be written, nothing is erased, and the caller is
 * told, since data erased without a note would come back with a backup.
 *
 * Between note and erasure a legal hold may be set (RT-06). Then nothing is erased, and the note is cancelled in the list. If
 * that cannot be written, it is written ahead of the next note. A process that crashes before leaves the note: the next start
 * finds the hold in the database, erases nothing, and cancels it.
 *
 * @param notes the list; `undefined` where the database was opened without one: a database that has a list rejects erasures
 *   then.
 */
export function createErasureNotes(
  { db, read }: Reading,
  notes: DeletionNotes | undefined,
): ErasureNotes {
  const row = whenNeeded(() => prepareMark(db))
  const underWay = createUnderWay()
  const owed: DeletionNote[] = []

  async function add(lines: readonly DeletionNote[]): Promise<ListMark | undefined> {
    const known = await read('noteDeletion', () => row().read.get())
    if (!notes) return known ? fail('no_list') : undefined
    if (!known) return fail(MOVED)
    const first = owed.splice(0)
    try {
      return await notes.add(known, [...first, ...lines])
    } catch (error) {
      owed.unshift(...first)
      throw error
    }
  }

  function stands(mark: ListMark | undefined): boolean {
    const known = row().read.get()
    return known?.databaseId === mark?.databaseId && known?.place === mark?.place
  }

  function take(mark: ListMark | undefined): boolean {
    if (!stands(mark)) return false
    const known = mark && underWay.carriedOut(mark)
    if (known) row().advance.run({ ...known })
    return true
  }

  async function takeBack(ids: readonly string[], atMs: number): Promise<void> {
    owed.push(...ids.map((id) => ({ word: 'held' as const, id, atMs })))
    await add([]).catch(() => undefined)
  }

  return {
    async during({ kind, ids, atMs }, erase) {
      const mark = await add(ids.map((id) => ({ word: kind, id, atMs })))
      if (mark) underWay.begin(mark)
      try {
        const result = await erase({
          stands: () => stands(mark),
          take: () => take(mark),
          takeBack: (held) => (mark ? takeBack(held, atMs) : Promise.resolve()),
        })
        return result === MOVED ? fail(MOVED) : (result as Exclude<typeof result, typeof MOVED>)
      } finally {
        if (mark) underWay.end(mark)
      }
    },
  }
}
