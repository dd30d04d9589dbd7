/** Parts of the window that are counted apart. One more is kept, so that what was counted last is never forgotten early. */
const PIECES = 12
const KEPT = PIECES + 1
/** Each key counts in one place of each row; where one is shared with a busy key, the other seldom is. */
const ROWS = 2
const SLOT_BITS = 15
const SLOTS = 2 ** SLOT_BITS
const CELLS = ROWS * SLOTS
/** Numbers of a key, each below 2¹⁶. */
const KEY_LENGTH = 10
/** All that a key may spend in one window. What it does costs a part of it. */
export const BUDGET = 4_800_000

/** What a use costs of which a key has so many in a window. */
export const costOf = (atMost: number): number => Math.ceil(BUDGET / atMost)

/** Where a key is counted. */
export type Place = readonly number[]

/**
 * Counts what keys spend in a sliding window: never more than the budget in any stretch of that length, wherever it begins.
 *
 * Nothing is kept for a key. It is counted in two of many cells, which a secret hash finds, and has spent no more than the
 * emptier one holds. So the memory has one bound for one key and for millions, none is pushed out by others, and who floods
 * with invented keys fills cells a little each without filling both of anybody else's. What is counted leads to no key.
 */
export interface SlidingCounts {
  /** @param key at most ten whole numbers from 0 to 65535. */
  find(key: readonly number[]): Place
  /** Milliseconds until that much may be spent there; 0 where it may be now. */
  waitMs(place: Place, cost: number, nowMs: number): number
  spend(place: Place, cost: number, nowMs: number): void
}

/**
 * Multiply-shift with random factors, which is strongly universal for keys of 16-bit numbers (Thorup, 'High speed hashing for
 * integers and strings', section 3.5): nobody can choose a key that falls on another's cells.
 */
function createHash(
  randomBytes: (length: number) => Uint8Array,
): (key: readonly number[]) => Place {
  const bytes = new Uint8Array(randomBytes(4 * ROWS * (KEY_LENGTH + 1)))
  const factors = new Uint32Array(bytes.buffer)
  return (key) => {
    const place: number[] = []
    for (let row = 0; row < ROWS; row++) {
      const first = row * (KEY_LENGTH + 1)
      let sum = factors[first + KEY_LENGTH] ?? 0
      for (let at = 0; at < key.length; at++)
        sum = (sum + Math.imul(factors[first + at] ?? 0, key[at] ?? 0)) | 0
      place.push(row * SLOTS + (sum >>> (32 - SLOT_BITS)))
    }
    return place
  }
}

/** Which piece must go, the oldest first, for the count to be so much less. */
function findEnd(pieces: readonly number[], excess: number): number {
  let left = excess
  return pieces.findIndex((count) => {
    left -= count
    return left <= 0
  })
}

/** Takes what was counted in a piece off the sums, and leaves it empty for the next one. */
function takeOff(sums: Uint32Array, cells: Uint32Array | undefined): void {
  if (!cells) return
  for (let at = 0; at < CELLS; at++) sums[at] = (sums[at] ?? 0) - (cells[at] ?? 0)
  cells.fill(0)
}

/** @param windowMs length of the window; a whole number of twelve parts. */
export function createSlidingCounts(
  windowMs: number,
  randomBytes: (length: number) => Uint8Array,
): SlidingCounts {
  const pieceMs = windowMs / PIECES
  const find = createHash(randomBytes)
  /** What the cells count in each piece that is kept. A piece has none until something is counted in it: 256 kB each. */
  const counted: (Uint32Array | undefined)[] = Array(KEPT)
  const sums = new Uint32Array(CELLS)
  let newest = 0

  const cellsOf = (piece: number): Uint32Array | undefined => counted[piece % KEPT]

  function moveTo(nowMs: number): void {
    const piece = Math.floor(nowMs / pieceMs)
    if (piece === newest) return
    if (Math.abs(piece - newest) > PIECES) {
      // Nobody was here for a whole window, or the clock was put elsewhere.
      for (const cells of counted) cells?.fill(0)
      sums.fill(0)
      newest = piece
    }
    // A clock that is put back a little: what comes is counted in the newest piece until it is reached again.
    while (newest < piece) {
      newest++
      takeOff(sums, cellsOf(newest))
    }
  }

  /** When enough of a cell's count is older than the window. */
  function freeAtMs(at: number, excess: number): number {
    const oldest = newest - PIECES
    const pieces = Array.from({ length: KEPT }, (_, index) => cellsOf(oldest + index)?.[at] ?? 0)
    return (oldest + findEnd(pieces, excess) + KEPT) * pieceMs
  }

  return {
    find,
    waitMs(place, cost, nowMs) {
      moveTo(nowMs)
      let soonest = Number.POSITIVE_INFINITY
      for (const at of place) {
        const excess = (sums[at] ?? 0) + cost - BUDGET
        if (excess <= 0) return 0
        soonest = Math.min(soonest, freeAtMs(at, excess) - nowMs)
      }
      return Math.max(1, soonest)
    },
    spend(place, cost, nowMs) {
      moveTo(nowMs)
      const cells = cellsOf(newest) ?? new Uint32Array(CELLS)
      counted[newest % KEPT] = cells
      for (const at of place) {
        cells[at] = (cells[at] ?? 0) + cost
        sums[at] = (sums[at] ?? 0) + cost
      }
    },
  }
}
