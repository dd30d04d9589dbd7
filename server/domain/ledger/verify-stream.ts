import type { Leaf } from '../../store/store.ts'
import { toHex } from '../identifiers/hex.ts'
import type { LedgerProblem } from './verify-rows.ts'

interface Row {
  readonly seq: number
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
  /** Called for each row that no checkpoint has sealed yet, in order. */
  readonly onUnsealed: (row: T) => void
}

/** Makes a stream over rows that come in the order of their sequence numbers. */
export function createStream<T extends Row>(given: StreamGiven<T>): Stream {
  const { part, findProblem, isPruned, report } = given
  const iterator = given.rows[Symbol.iterator]()
  let next = iterator.next()
  let rows = 0
  let unsealed = 0
  const say = (number: number, what: string, id?: string) =>
    report({ part, number, what, ...(id !== undefined && { id }) })
  const check = (row: T) => {
    rows += 1
    const problem = findProblem(row)
    if (problem) say(row.seq, problem, row.id)
    next = iterator.next()
  }
  return {
    take(leaf) {
      while (!next.done && next.value.seq < leaf.seq) {
        say(next.value.seq, 'it was put in after its time: no checkpoint knows it', next.value.id)
        check(next.value)
      }
      if (next.done || next.value.seq > leaf.seq) {
        if (!isPruned(leaf.seq))
          say(leaf.seq, 'it is missing, and no register says that it was deleted')
        return
      }
      const row = next.value
      if (row.commitment === toHex(leaf.commitment)) check(row)
      else {
        say(row.seq, 'it was altered after it was sealed', row.id)
        rows += 1
        next = iterator.next()
      }
    },
    finish() {
      while (!next.done) {
        unsealed += 1
        given.onUnsealed(next.value)
        check(next.value)
      }
    },
    get counts() {
      return { rows, unsealed }
    },
  }
}
