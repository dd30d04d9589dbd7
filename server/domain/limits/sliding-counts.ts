/** Parts of the window that are counted separately. One more is kept, so that no count is dropped early. */
const PIECES = 12
const KEPT = PIECES + 1
/** Each key is counted in one cell of each row. If it shares one with a busy key, it seldom shares the other as well. */
const ROWS = 2
const SLOT_BITS = 15
const SLOTS = 2 ** SLOT_BITS
const CELLS = ROWS * SLOTS
/** Numbers in a key, each below 2¹⁶. */
const KEY_LENGTH = 10
/** What a key may spend in one window. Each use costs a share of it. */
export const BUDGET = 4_800_000

/** Returns the cost of a use that a key may make `atMost` times in a window. */
export const costOf = (atMost: number): number => Math.ceil(BUDGET / atMost)

/** The cells in which a key is counted. */
export type Place = readonly number[]

/**
 * Counts what keys spend in a sliding window: never more than the budget in any interval of that length, wherever it begins.
 *
 * Nothing is stored per key. A secret hash maps the key to two of many cells; its spending is the smaller of the two counts.
 * So memory has a fixed bound for one key or millions, and no key evicts another. A flood of invented keys raises every cell
 * a little and seldom fills both cells of anybody else. A count cannot be traced back to a key.
 */
export interface SlidingCounts {
  /** @param key at most ten whole numbers from 0 to 65535. */
  find(key: readonly number[]): Place
  /** Returns the milliseconds until the cost may be spent there; 0 where it may be spent now. */
  waitMs(place: Place, cost: number, nowMs: number): number
  spend(place: Place, cost: number, nowMs: number): void
}

/**
 * Multiply-shift hash with random factors, strongly universal for keys of 16-bit numbers (Thorup, 'High speed hashing for
 * integers and strings', section 3.5): nobody can choose a key that collides with another's cells.
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

/** Returns which piece must expire, oldest first, to reduce the count by the excess. */
function findEnd(pieces: readonly number[], excess: number): number {
  let left = excess
  return pieces.findIndex((count) => {
    left -= count
    return left <= 0
  })
}

/** Subtracts a piece's counts from the sums and empties it for reuse. */
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
  /** Counts of the cells for each piece kept. A piece is allocated at its first count: 256 kB each. */
  const counted: (Uint32Array | undefined)[] = Array(KEPT)
  const sums = new Uint32Array(CELLS)
  let newest = 0

  const cellsOf = (piece: number): Uint32Array | undefined => counted[piece % KEPT]

  function moveTo(nowMs: number): void {
    const piece = Math.floor(nowMs / pieceMs)
    if (piece === newest) return
    if (Math.abs(piece - newest) > PIECES) {
      // No use for a whole window, or the clock was changed.
      for (const cells of counted) cells?.fill(0)
      sums.fill(0)
      newest = piece
    }
    // If the clock is set back a little, uses are counted in the newest piece until it catches up.
    while (newest < piece) {
      newest++
      takeOff(sums, cellsOf(newest))
    }
  }

  /** Returns when enough of a cell's count has left the window. */
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
