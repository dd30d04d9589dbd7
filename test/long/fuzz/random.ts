/** Random numbers that a seed gives again (mulberry32). */
export function createRandom(seed: number) {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    /** From 0 to `below` less one. */
    upTo: (below: number) => Math.floor(next() * below),
    chance: (share: number) => next() < share,
    /** @throws {Error} for an empty list. */
    pick<T>(list: readonly T[]): T {
      const found = list[Math.floor(next() * list.length)]
      if (found === undefined && list.length === 0) throw new Error('nothing to pick from')
      return found as T
    },
    hex: (digits: number) =>
      Array.from({ length: digits }, () => Math.floor(next() * 16).toString(16)).join(''),
  }
}

export type Random = ReturnType<typeof createRandom>
