import { randomFillSync } from 'node:crypto'

/** Fetched from the system at once: a call costs tens of microseconds on some machines, whatever it brings. */
const POOL_BYTES = 4096

/**
 * Makes a source of random bytes that asks the system for many at once. What was given out is wiped from the pool.
 *
 * @returns the next `length` bytes.
 */
export function createRandomPool(): (length: number) => Uint8Array {
  const pool = new Uint8Array(POOL_BYTES)
  let at = POOL_BYTES
  return (length) => {
    if (length > POOL_BYTES) return randomFillSync(new Uint8Array(length))
    if (at + length > POOL_BYTES) {
      randomFillSync(pool)
      at = 0
    }
    const bytes = pool.slice(at, at + length)
    pool.fill(0, at, at + length)
    at += length
    return bytes
  }
}
