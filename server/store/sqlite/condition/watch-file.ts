import { closeSync, openSync, readSync, type Stats, statSync } from 'node:fs'

/**
 * What happened to a database file under an open connection. `replaced`: other content was copied over it. `written_to`:
 * something has written to it, or only touched it.
 */
export type FileProblem = 'gone' | 'replaced' | 'written_to'

/** Checks the file that a connection has open. */
export interface FileWatch {
  /** Returns whether the file is in its place and was written to by SQLite only. One system call if all is well. */
  look(): FileProblem | undefined
  /** The same for log and index too; remembers how far the log has been written back. Called about once a second. */
  lookClosely(): FileProblem | undefined
  /** Accepts the file's current state after a complete check. */
  accept(): void
  close(): void
}

/** First bytes of the log's index (https://sqlite.org/walformat.html), up to and including `nBackfillAttempted`. */
const INDEX_HEAD_BYTES = 132
const SALTS_AT = 32
const BACKFILL_AT = 96
const ATTEMPTED_AT = 128

/** The smallest page size of a database; the header with its counters is in it. */
const FIRST_BYTES = 512

/** How far SQLite has written the log back into the file; a change of it explains a change of the file. */
interface Backfill {
  readonly mark: string
  readonly isUnderWay: boolean
}

const isSame = (one: Stats | undefined, other: Stats | undefined): boolean =>
  one !== undefined && other !== undefined && one.ino === other.ino && one.dev === other.dev

/** If the path cannot be read any more, such as below a deleted folder, the file counts as gone. */
function find(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false })
  } catch {
    return undefined
  }
}

/**
 * Reads the beginning of the file, and of the log's index, bypassing SQLite. A process that closes a file loses every lock on
 * it, including SQLite's (POSIX). So both are opened once, and must be closed only after the connection.
 */
function openHeads(path: string, place: string) {
  const file = openSync(path, 'r')
  const index = openSync(`${place}-shm`, 'r')
  const first = Buffer.alloc(FIRST_BYTES)
  const head = Buffer.alloc(INDEX_HEAD_BYTES)
  const hex = (at: number, bytes: number) => head.toString('hex', at, at + bytes)
  return {
    readFirst: () => first.toString('latin1', 0, readSync(file, first, 0, FIRST_BYTES, 0)),
    readBackfill(): Backfill {
      readSync(index, head, 0, INDEX_HEAD_BYTES, 0)
      const [salts, backfill, attempted] = [
        hex(SALTS_AT, 8),
        hex(BACKFILL_AT, 4),
        hex(ATTEMPTED_AT, 4),
      ]
      return { mark: `${salts}${backfill}${attempted}`, isUnderWay: backfill !== attempted }
    },
    close() {
      closeSync(file)
      closeSync(index)
    },
  }
}

/**
 * Watches the file of a connection that is open in WAL mode and has read from it once.
 *
 * @param path may contain links; if they lead somewhere else, the file is gone.
 * @param place of the file itself: SQLite keeps log and index beside it, not beside a link to it.
 */
export function watchFile(path: string, place: string): FileWatch {
  const { readFirst, readBackfill, close } = openHeads(path, place)
  const [opened, ...beside] = [path, `${place}-wal`, `${place}-shm`].map(find)
  let known = opened
  let knownFirst = readFirst()
  let backfill = readBackfill()

  const accept = (found: Stats | undefined) => {
    known = found
    knownFirst = readFirst()
    backfill = readBackfill()
  }

  /** A change of the file that writing back the log does not explain was made by something else. */
  function explain(found: Stats): FileProblem | undefined {
    if (found.mtimeMs === known?.mtimeMs && found.size === known.size) return undefined
    const now = readBackfill()
    if (now.mark === backfill.mark && !now.isUnderWay)
      return found.size !== known?.size || readFirst() !== knownFirst ? 'replaced' : 'written_to'
    accept(found)
    return undefined
  }

  function look(): FileProblem | undefined {
    const found = find(path)
    return found && isSame(found, opened) ? explain(found) : 'gone'
  }

  return {
    look,
    lookClosely() {
      const problem = look()
      if (problem) return problem
      const areThere = ['-wal', '-shm'].every((end, at) => isSame(find(place + end), beside[at]))
      if (!areThere) return 'gone'
      backfill = readBackfill()
      return undefined
    },
    accept: () => accept(find(path)),
    close,
  }
}
