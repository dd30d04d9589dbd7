import { and, eq, lt } from 'drizzle-orm'
import type { DeletionNote, DeletionNotes, HeldKind, ListMark } from '../../store.ts'
import { StoreError } from '../../store-error.ts'
import { type Database, placeholderFor, value } from '../queries.ts'
import { deletionList } from '../schema/deletion-list.ts'
import { whenNeeded } from '../when-needed.ts'

/** What is to be erased. */
export interface Noted {
  readonly kind: HeldKind
  readonly ids: readonly string[]
  /** Milliseconds since 1970 UTC. */
  readonly atMs: number
}

/** What a write returns that was told that its note does not stand: it has changed nothing. */
export const MOVED = 'list_moved'

/** What an erasure that was noted is given. */
export interface Erasing {
  /**
   * Asked inside every write that erases, before it changes anything: whether the list in which this was noted is still the
   * database's own. Where not, the write returns {@link MOVED}.
   */
  stands(): boolean
  /** The same, in the last of these writes: the database takes down how long the list is now. */
  take(): boolean
  /** Says in the list that something noted is not erased, since the law has it kept. Never rejects: see {@link createErasureNotes}. */
  takeBack(ids: readonly string[]): Promise<void>
}

/** Notes erasures in the list of deletions. */
export interface ErasureNotes {
  /**
   * Has an erasure noted; on disk, it is carried out.
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

/** Prepares what is asked of the row that says how far the list is known. */
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
        // Of two erasures the one that was noted first may be carried out last: what is known grows.
        lt(deletionList.byteCount, value('byteCount')),
      ),
    )
    .prepare(),
})

/**
 * How far the list is to be known: never past a note whose erasure is under way. A process that is killed then leaves a list that
 * is longer than the database knows, and the next start erases what it has more.
 */
function createUnderWay() {
  const marks = new Set<ListMark>()
  let newest: ListMark | undefined
  return {
    begin: (mark: ListMark) => void marks.add(mark),
    end: (mark: ListMark) => void marks.delete(mark),
    /** @returns what may be known with the commit of this mark's erasure; `undefined` where an earlier one is under way. */
    carriedOut(mark: ListMark): ListMark | undefined {
      marks.delete(mark)
      if (newest?.databaseId !== mark.databaseId || newest.byteCount < mark.byteCount) newest = mark
      const first = Math.min(...[...marks].map(({ byteCount }) => byteCount))
      return [newest, mark].find(({ byteCount }) => byteCount < first)
    },
  }
}

/** What of the database the notes are read by. */
interface Reading {
  readonly db: Database
  /** Runs a query that changes nothing. @throws {StoreError} */
  readonly read: <T>(operation: string, query: () => T) => Promise<T>
}

/**
 * The list of deletions lies outside the database, so that it is still there when the database is lost or put back to an earlier
 * day (RT-07). The note comes first, and no transaction is open meanwhile: where it cannot be written nothing is erased, and the
 * caller is told so, since what is erased without a note would come back with a backup.
 *
 * Between note and erasure the law may have the thing kept (RT-06). Then it is not erased, and the list is told. Where that cannot
 * be written, it goes into the list ahead of the next note. A process that dies before leaves the note: the next start finds the
 * hold in the database, erases nothing, and takes it back.
 *
 * @param notes the list; `undefined` where the database was opened without one: one that keeps a list is not erased from past it.
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
