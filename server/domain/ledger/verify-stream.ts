import type { Leaf, Pages } from '../../store/store.ts'
import { toHex } from '../identifiers/hex.ts'
import type { LedgerProblem } from './verify-rows.ts'

interface Row {
  readonly arrival: number
  readonly seq: number | null
  readonly id: string
  readonly commitment: Uint8Array
}

/** Compares the rows of one kind with the checkpoints. */
export interface Stream {
  /** Compares the rows up to the last of these leaves. */
  take(leaves: Iterable<Leaf>): Promise<void>
  /** Checks the unsealed rows. */
  finish(): Promise<void>
  /** Releases the rows. */
  close(): Promise<void>
  /** Number of rows, and how many of them are unsealed. */
  readonly counts: { readonly rows: number; readonly unsealed: number }
}

interface StreamGiven<T extends Row> {
  readonly part: 'event' | 'entry'
  readonly rows: Pages<T>
  readonly findProblem: (row: T) => string | undefined
  /** Returns whether a row may be missing because a register records its deletion. */
  readonly isPruned: (seq: number) => boolean
  readonly report: (problem: LedgerProblem) => void
  /** Called for each row, in order. */
  readonly onRow: (row: T) => void
}

/** Iterates rows of pages, awaiting only the first of a page. */
function createCursor<T>(rows: Pages<T>) {
  const pages = rows[Symbol.asyncIterator]()
  let page: readonly T[] = []
  let at = 0
  return {
    /** Returns the next row without consuming it; `undefined` at the end. */
    async peek(): Promise<T | undefined> {
      if (at < page.length) return page[at]
      const next = await pages.next()
      page = next.done ? [] : next.value
      at = 0
      return page[0]
    },
    /** Returns the next row of the same page. */
    peekInPage: (): T | undefined => page[at],
    advance() {
      at += 1
    },
    close: async () => void (await pages.return?.()),
  }
}

/** Creates a stream over rows in chain order, those without a place at the end. */
export function createStream<T extends Row>(given: StreamGiven<T>): Stream {
  const { part, findProblem, isPruned, report } = given
  const cursor = createCursor(given.rows)
  let rows = 0
  let unsealed = 0
  const next = () => cursor.peekInPage() ?? cursor.peek()
  /** An unsealed row is identified by its number in the order of writing. */
  const say = ({ seq, arrival, id }: T, what: string) =>
    report({ part, number: seq ?? arrival, what, id })
  const goOn = (row: T) => {
    rows += 1
    given.onRow(row)
    cursor.advance()
  }
  const check = (row: T) => {
    const problem = findProblem(row)
    if (problem) say(row, problem)
    goOn(row)
  }
  const compare = (row: T, leaf: Leaf) => {
    if (toHex(row.commitment) === toHex(leaf.commitment)) return check(row)
    say(row, 'it was altered after it was sealed')
    goOn(row)
  }
  /** Unsealed rows come after all others. */
  const isBefore = ({ seq }: T, leaf: Leaf) => seq !== null && seq < leaf.seq
  return {
    async take(leaves) {
      for (const leaf of leaves) {
        let row = await next()
        for (; row && isBefore(row, leaf); row = await next()) {
          say(row, 'it was put in after its time: no checkpoint knows it')
          check(row)
        }
        if (row?.seq === leaf.seq) compare(row, leaf)
        else if (!isPruned(leaf.seq)) {
          const what = 'it is missing, and no register says that it was deleted'
          report({ part, number: leaf.seq, what })
        }
      }
    },
    async finish() {
      for (let row = await next(); row; row = await next()) {
        if (row.seq === null) unsealed += 1
        else say(row, 'it has a place that no checkpoint has given')
        check(row)
      }
    },
    close: cursor.close,
    get counts() {
      return { rows, unsealed }
    },
  }
}
