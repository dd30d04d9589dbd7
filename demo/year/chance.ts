/** Chance that is the same in each run, so that two runs make the same year. */
export interface Chance {
  /** Returns a number from 0, inclusive, to 1, exclusive. */
  next(): number
  /** Returns a whole number from 0 to `below - 1`. */
  below(below: number): number
  /** Returns whether something of this probability, 0 to 1, happens. */
  happens(probability: number): boolean
  pick<T>(list: readonly T[]): T
  bytes(length: number): Uint8Array<ArrayBuffer>
}

/** @param seed a whole number; another one makes another year. */
export function createChance(seed: number): Chance {
  let state = seed >>> 0
  // Mulberry32: enough for a demo, and useless for a secret.
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (limit: number) => Math.floor(next() * limit)
  return {
    next,
    below,
    happens: (probability) => next() < probability,
    pick<T>(list: readonly T[]): T {
      const one = list[below(list.length)]
      if (one === undefined) throw new Error('Nothing to pick from.')
      return one
    },
    bytes: (length) => Uint8Array.from({ length }, () => below(256)),
  }
}
