import { createHash } from 'node:crypto'

/**
 * The list of deletions is a file of lines, each `time word id`:
 *
 * - `message`, `consent`: it is erased from here on (RT-07).
 * - `held`: an erasure noted above under this id was not carried out, because of a legal hold (RT-06). It cancels one earlier
 *   note and no later one: of two processes, one may have been refused and the other, later, not.
 * - `list`: from here on the list belongs to the database of this id. `begun`: the same, replacing a lost list.
 * - `moved`: the list continues at the place that follows, a JSON string. Always the last line.
 *
 * Lines are only ever appended.
 */
export type LineWord = 'message' | 'consent' | 'held' | 'list' | 'begun'

/** What a database knows of its list. All of it is checked at the start, so that another or an older list is not accepted. */
export interface KnownList {
  /** UUID of the database to which the list belongs. */
  readonly databaseId: string
  /** Number of lines known, 0 or more. The list may be longer: a line is on disk before its erasure is. */
  readonly lineCount: number
  /** Bytes of those lines. */
  readonly byteCount: number
  /** SHA-256 of the last of them and of the chain before it, hex; {@link NO_LINES} where there is none. */
  readonly chain: string
}

/** A parsed list. */
export interface DeletionList {
  readonly path: string
  /** Whether an editor has added a byte order mark or changed line ends; `content` is without them. */
  readonly isEdited: boolean
  /** Complete lines only, without a last line truncated by a power cut and without the `moved` line. */
  readonly content: Buffer
  /** UUID of the database; `undefined` in a list from before databases had one. */
  readonly databaseId: string | undefined
  /** Ids to be erased, without those cancelled. */
  readonly messages: readonly string[]
  readonly consents: readonly string[]
  /** Number of the first unreadable line, counted from 1. */
  readonly badLine: number | undefined
  /** Where the list continues. */
  readonly movedTo: string | undefined
}

/** Chain value before the first line. */
export const NO_LINES = '0'.repeat(64)

const LINE = /^\d{4}-\S+Z (message|consent|held|list|begun) ([0-9a-f-]{36})$/
const MOVED = /^\d{4}-\S+Z moved ([0-9a-f-]{36}) (".*")$/

/** A truncated line, as a power cut leaves it. Its erasure was refused, or the next line repeats it. */
const CUT_OFF = /^[\dT:.Z-]{0,24}( [a-z]{0,7}( [0-9a-f-]{0,35})?| moved [0-9a-f-]{36}( (".*)?)?)?$/

const NEWLINE = '\n'.charCodeAt(0)

/** Formats one line with its line end. */
export const formatLine = (atMs: number, word: LineWord, id: string): string =>
  `${new Date(atMs).toISOString()} ${word} ${id}\n`

/** Formats the line that ends a list which continues elsewhere. */
export const formatMoved = (atMs: number, databaseId: string, to: string): string =>
  `${new Date(atMs).toISOString()} moved ${databaseId} ${JSON.stringify(to)}\n`

/** Returns what is known after the complete lines of `tail`. */
export function extendKnown(known: KnownList, tail: Buffer): KnownList {
  let { lineCount, byteCount, chain } = known
  for (let from = 0; ; ) {
    const end = tail.indexOf(NEWLINE, from) + 1
    if (end === 0) return { databaseId: known.databaseId, lineCount, byteCount, chain }
    const line = tail.subarray(from, end)
    chain = createHash('sha256').update(Buffer.from(chain, 'hex')).update(line).digest('hex')
    lineCount += 1
    byteCount += line.length
    from = end
  }
}

/** Returns the knowledge of a whole list. */
export const knowAll = (databaseId: string, content: Buffer): KnownList =>
  extendKnown({ databaseId, lineCount: 0, byteCount: 0, chain: NO_LINES }, content)

const readMoved = (line: string): string | undefined => {
  try {
    return JSON.parse(MOVED.exec(line)?.[2] ?? '') as string
  } catch {
    return undefined
  }
}

/** Removes the `moved` lines at the end. */
function cutMoved(whole: Buffer): { readonly content: Buffer; readonly movedTo?: string } {
  const start = whole.lastIndexOf(NEWLINE, whole.length - 2) + 1
  const movedTo = whole.length > 0 ? readMoved(whole.toString('utf8', start).trimEnd()) : undefined
  if (movedTo === undefined) return { content: whole }
  return { movedTo, content: cutMoved(whole.subarray(0, start)).content }
}

const MARK = Buffer.from([0xef, 0xbb, 0xbf])

/** Removes the byte order mark and line ends that an editor adds to a file corrected by hand. */
function takeOutEdits(bytes: Buffer): Buffer {
  const body = bytes.subarray(0, 3).equals(MARK) ? bytes.subarray(3) : bytes
  return body.includes('\r\n')
    ? Buffer.from(body.toString('latin1').replaceAll('\r\n', '\n'), 'latin1')
    : body
}

/** Returns the ids that are noted more often than cancelled. */
function readErased(lines: readonly (RegExpExecArray | null)[]) {
  const counts = { message: new Map<string, number>(), consent: new Map<string, number>() }
  for (const [, word, id = ''] of lines.filter((line) => line !== null)) {
    if (word === 'message' || word === 'consent')
      counts[word].set(id, (counts[word].get(id) ?? 0) + 1)
    if (word !== 'held') continue
    for (const noted of [counts.message, counts.consent])
      noted.set(id, Math.max(0, (noted.get(id) ?? 0) - 1))
  }
  const idsOf = (noted: ReadonlyMap<string, number>) =>
    [...noted].filter(([, count]) => count > 0).map(([id]) => id)
  return { messages: idsOf(counts.message), consents: idsOf(counts.consent) }
}

/** Parses a list; never throws. A last line without only its line end counts as read. */
export function parseList(path: string, given: Buffer): DeletionList {
  const bytes = takeOutEdits(given)
  const lines = bytes.toString('utf8').split('\n')
  const found = lines.map((line) => LINE.exec(line))
  const bad = lines.findIndex(
    (line, index) => line !== '' && !found[index] && !MOVED.test(line) && !CUT_OFF.test(line),
  )
  const owners = found.flatMap((match) =>
    match?.[1] === 'list' || match?.[1] === 'begun' ? [match[2]] : [],
  )
  const { content, movedTo } = cutMoved(bytes.subarray(0, bytes.lastIndexOf(NEWLINE) + 1))
  return {
    ...{ path, content, movedTo, isEdited: bytes.length !== given.length },
    databaseId: owners.at(-1),
    ...readErased(found),
    badLine: bad < 0 ? undefined : bad + 1,
  }
}

/** How a list compares to what the database knows. `right`: it is the database's own, and contains at least the known lines. */
export type Fit = 'right' | 'another' | 'shorter' | 'different'

/** Compares a list with what a database knows of it. */
export function fitList(list: DeletionList, known: KnownList): Fit {
  if (list.databaseId !== undefined && list.databaseId !== known.databaseId) return 'another'
  if (list.content.length < known.byteCount) return 'shorter'
  const prefix = knowAll(known.databaseId, list.content.subarray(0, known.byteCount))
  const isSame = prefix.chain === known.chain && prefix.lineCount === known.lineCount
  return isSame && list.databaseId === known.databaseId ? 'right' : 'different'
}

/** Returns whether `list` continues `earlier`, or is equal. */
export const continues = (list: DeletionList, earlier: DeletionList): boolean =>
  list.content.subarray(0, earlier.content.length).equals(earlier.content)
