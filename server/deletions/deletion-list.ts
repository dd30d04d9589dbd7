import { createHash } from 'node:crypto'

/**
 * The list of deletions is a file of lines, each `time word id`:
 *
 * - `message`, `consent`: it is erased from here on (RT-07).
 * - `held`: an erasure noted above under this id was not carried out, since the law has the thing kept (RT-06). It takes back one
 *   note, and none that comes after it: of two processes one may have been refused and the other, later, not.
 * - `list`: from here on the list belongs to the database of this id. `begun`: the same, in place of a list that was lost.
 * - `moved`: the list goes on at the place that follows, a JSON string. Only ever the last line.
 *
 * Lines are only ever added.
 */
export type LineWord = 'message' | 'consent' | 'held' | 'list' | 'begun'

/** What a database knows of its list: all of it is checked at the start, so that no other list and no older one passes for it. */
export interface KnownList {
  /** UUID of the database to which the list belongs. */
  readonly databaseId: string
  /** Lines known, 0 or more. The list may be longer: a line is on disk before its erasure is. */
  readonly lineCount: number
  /** Bytes of those lines. */
  readonly byteCount: number
  /** SHA-256 of the last of them and of the chain before it, hex; {@link NO_LINES} where there is none. */
  readonly chain: string
}

/** A list as it was read. */
export interface DeletionList {
  readonly path: string
  /** Whether an editor has put a byte order mark or other line ends into the file: they are not in `content`. */
  readonly isEdited: boolean
  /** Whole lines; what a power cut has left of a last one is not in it, nor the line that says where the list went. */
  readonly content: Buffer
  /** UUID of the database; `undefined` in a list from before databases had one. */
  readonly databaseId: string | undefined
  /** Ids of what is to be erased: what was taken back is left out. */
  readonly messages: readonly string[]
  readonly consents: readonly string[]
  /** Number of the first line that cannot be read, counted from 1. */
  readonly badLine: number | undefined
  /** Where the list went. */
  readonly movedTo: string | undefined
}

/** The chain before the first line. */
export const NO_LINES = '0'.repeat(64)

const LINE = /^\d{4}-\S+Z (message|consent|held|list|begun) ([0-9a-f-]{36})$/
const MOVED = /^\d{4}-\S+Z moved ([0-9a-f-]{36}) (".*")$/

/** The beginning of a line: what a power cut leaves. Its erasure was refused, or stands in the next line again. */
const CUT_OFF = /^[\dT:.Z-]{0,24}( [a-z]{0,7}( [0-9a-f-]{0,35})?| moved [0-9a-f-]{36}( (".*)?)?)?$/

const NEWLINE = '\n'.charCodeAt(0)

/** One line, with its end. */
export const formatLine = (atMs: number, word: LineWord, id: string): string =>
  `${new Date(atMs).toISOString()} ${word} ${id}\n`

/** The line that ends a list which goes on elsewhere. */
export const formatMoved = (atMs: number, databaseId: string, to: string): string =>
  `${new Date(atMs).toISOString()} moved ${databaseId} ${JSON.stringify(to)}\n`

/** What is known once the whole lines of `tail` are known too. */
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

/** All of a list as a database knows it. */
export const knowAll = (databaseId: string, content: Buffer): KnownList =>
  extendKnown({ databaseId, lineCount: 0, byteCount: 0, chain: NO_LINES }, content)

const readMoved = (line: string): string | undefined => {
  try {
    return JSON.parse(MOVED.exec(line)?.[2] ?? '') as string
  } catch {
    return undefined
  }
}

/** Cuts off the lines at the end that say where the list went. */
function cutMoved(whole: Buffer): { readonly content: Buffer; readonly movedTo?: string } {
  const start = whole.lastIndexOf(NEWLINE, whole.length - 2) + 1
  const movedTo = whole.length > 0 ? readMoved(whole.toString('utf8', start).trimEnd()) : undefined
  if (movedTo === undefined) return { content: whole }
  return { movedTo, content: cutMoved(whole.subarray(0, start)).content }
}

const MARK = Buffer.from([0xef, 0xbb, 0xbf])

/** Takes out what an editor puts into a file that was put right by hand: its mark at the beginning, its line ends. */
function takeOutEdits(bytes: Buffer): Buffer {
  const body = bytes.subarray(0, 3).equals(MARK) ? bytes.subarray(3) : bytes
  return body.includes('\r\n')
    ? Buffer.from(body.toString('latin1').replaceAll('\r\n', '\n'), 'latin1')
    : body
}

/** Ids that are noted more often than they were taken back, read line by line. */
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

/** Reads the bytes of a list; never throws. A last line that is whole but for its end counts as read. */
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

/** How a list stands to what a database knows. `right`: it is the database's own, and holds at least what is known. */
export type Fit = 'right' | 'another' | 'shorter' | 'different'

/** Holds a list against what a database knows of it. */
export function fitList(list: DeletionList, known: KnownList): Fit {
  if (list.databaseId !== undefined && list.databaseId !== known.databaseId) return 'another'
  if (list.content.length < known.byteCount) return 'shorter'
  const prefix = knowAll(known.databaseId, list.content.subarray(0, known.byteCount))
  const isSame = prefix.chain === known.chain && prefix.lineCount === known.lineCount
  return isSame && list.databaseId === known.databaseId ? 'right' : 'different'
}

/** Whether `list` goes on where `earlier` ends, or is the same. */
export const continues = (list: DeletionList, earlier: DeletionList): boolean =>
  list.content.subarray(0, earlier.content.length).equals(earlier.content)
