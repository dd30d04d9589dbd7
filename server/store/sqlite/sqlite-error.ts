import { StoreError } from '../store-error.ts'

/** Codes caused by one write's values, not by the state of the database (https://sqlite.org/rescode.html). */
const FAULT_OF_A_WRITE = /^SQLITE_(CONSTRAINT|MISMATCH|TOOBIG|RANGE)/

function findCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  if ('code' in error && typeof error.code === 'string') return error.code
  return findCode(error.cause)
}

/** Reduces an error of the driver or drizzle to its code. An error without a `SQLITE_` code is our own. */
export function toStoreError(operation: string, error: unknown): StoreError {
  if (error instanceof StoreError) return error
  const driverCode = findCode(error) ?? 'unknown'
  const isOutage = driverCode.startsWith('SQLITE_') && !FAULT_OF_A_WRITE.test(driverCode)
  return new StoreError(operation, isOutage ? 'unavailable' : 'invalid_write', driverCode)
}

/** Returns whether another process holds the file. */
export const isBusy = (error: unknown): boolean =>
  toStoreError('begin', error).driverCode.startsWith('SQLITE_BUSY')
