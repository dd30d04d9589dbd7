import type { Leaf } from '../../store/store.ts'
import { toHex } from '../identifiers/hex.ts'
import type { LedgerProblem } from './verify-rows.ts'

interface Row {
  readonly arrival: number
  readonly seq: number | null
  readonly id: string
  /** Hex. */
  readonly commitment: string
}

/** Walks through the rows of one kind beside what the checkpoints say of them. */
export interface Stream {
  /** Compares the rows up to a leaf with it. */
  take(leaf: Leaf): void
  /** Checks the rows that no checkpoint has sealed yet. */
  finish(): void
  /** Rows seen, and how many of them are not sealed yet. */
  readonly counts: { readonly rows: number; readonly unsealed: number }
}

interface StreamGiven<T extends Row> {
  readonly part: 'event' | 'entry'
  readonly rows: Iterable<T>
  readonly findProblem: (row: T) => string | undefined
  /** Whether a row may be missing, since a register says that it was deleted. */
  readonly isPruned: (seq: number) => boolean
  readonly report: (problem: LedgerProblem) => void
  /** Called for each row, in order. */
  readonly onRow: (row: T) => void
}

/** Makes a stream over rows that come by their places in the chain, those without one at the end. */
export function createStream<T extends Row>(given: StreamGiven<T>): Stream {
  const { part, findProblem, isPruned, report } = given
  const iterator = given.rows[Symbol.iterator]()
  let next = iterator.next()
  let rows = 0
  let unsealed = 0
  /** A row without a place is named by its number in the order of writing. */
  const say = ({ seq, arrival, id }: T, what: string) =>
    report({ part, number: seq ?? arrival, what, id })
  const goOn = (row: T) => {
    rows += 1
    given.onRow(row)
    next = iterator.next()
  }
  const check = (row: T) => {
    const problem = findProblem(row)
    if (problem) say(row, problem)
    goOn(row)
  }
  /** The place of the next row; behind all others where it has none. */
  const nextSeq = () => (next.done ? undefined : next.value.seq) ?? Number.POSITIVE_INFINITY
  return {
    take(leaf) {
      while (!next.done && nextSeq() < leaf.seq) {
        say(next.value, 'it was put in after its time: no checkpoint knows it')
        check(next.value)
      }
      if (next.done || nextSeq() > leaf.seq) {
        const what = 'it is missing, and no register says that it was deleted'
        if (!isPruned(leaf.seq)) report({ part, number: leaf.seq, what })
        return
      }
      const row = next.value
      if (row.commitment === toHex(leaf.commitment)) check(row)
      else {
        say(row, 'it was altered after it was sealed')
        goOn(row)
      }
    },
    finish() {
      while (!next.done) {
        if (next.value.seq === null) unsealed += 1
        else say(next.value, 'it has a place that no checkpoint has given')
        check(next.value)
      }
    },
    get counts() {
      return { rows, unsealed }
    },
  }
}
