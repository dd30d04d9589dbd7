import { randomFillSync } from 'node:crypto'

/** Bytes requested at once: a call costs tens of microseconds on some machines, whatever its size. */
const POOL_BYTES = 4096

/**
 * Creates a source of random bytes that requests many from the system at once. Bytes handed out are wiped from the pool.
 *
 * @returns a function that returns the next `length` bytes.
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
