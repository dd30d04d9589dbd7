import type { Leaf, Pages } from '../../store/store.ts'
import { toHex } from '../identifiers/hex.ts'
import type { LedgerProblem } from './verify-rows.ts'

interface Row {
  readonly arrival: number
  readonly seq: number | null
  readonly id: string
  readonly commitment: Uint8Array
}

/** Walks through the rows of one kind beside what the checkpoints say of them. */
export interface Stream {
  /** Compares the rows up to the last of these leaves with them. */
  take(leaves: Iterable<Leaf>): Promise<void>
  /** Checks the rows that no checkpoint has sealed yet. */
  finish(): Promise<void>
  /** Lets go of the rows. */
  close(): Promise<void>
  /** Rows seen, and how many of them are not sealed yet. */
  readonly counts: { readonly rows: number; readonly unsealed: number }
}

interface StreamGiven<T extends Row> {
  readonly part: 'event' | 'entry'
  readonly rows: Pages<T>
  readonly findProblem: (row: T) => string | undefined
  /** Whether a row may be missing, since a register says that it was deleted. */
  readonly isPruned: (seq: number) => boolean
  readonly report: (problem: LedgerProblem) => void
  /** Called for each row, in order. */
  readonly onRow: (row: T) => void
}

/** Rows of pages, one after the other. Only the first of a page is waited for. */
function createCursor<T>(rows: Pages<T>) {
  const pages = rows[Symbol.asyncIterator]()
  let page: readonly T[] = []
  let at = 0
  return {
    /** The next row, which stays the next one; `undefined` at the end. */
    async peek(): Promise<T | undefined> {
      if (at < page.length) return page[at]
      const next = await pages.next()
      page = next.done ? [] : next.value
      at = 0
      return page[0]
    },
    /** The next row of the same page. */
    peekInPage: (): T | undefined => page[at],
    advance() {
      at += 1
    },
    close: async () => void (await pages.return?.()),
  }
}

/** Makes a stream over rows that come by their places in the chain, those without one at the end. */
export function createStream<T extends Row>(given: StreamGiven<T>): Stream {
  const { part, findProblem, isPruned, report } = given
  const cursor = createCursor(given.rows)
  let rows = 0
  let unsealed = 0
  const next = () => cursor.peekInPage() ?? cursor.peek()
  /** A row without a place is named by its number in the order of writing. */
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
  /** A row without a place comes after all others. */
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
