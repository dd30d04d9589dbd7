import { StoreError } from '../store-error.ts'

/** Codes that blame one write's values and not the state of the database (https://sqlite.org/rescode.html). */
const FAULT_OF_A_WRITE = /^SQLITE_(CONSTRAINT|MISMATCH|TOOBIG|RANGE)/

function findCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  if ('code' in error && typeof error.code === 'string') return error.code
  return findCode(error.cause)
}

/** Reduces whatever the driver or drizzle threw to its code. An error without a `SQLITE_` code is one of ours. */
export function toStoreError(operation: string, error: unknown): StoreError {
  if (error instanceof StoreError) return error
  const driverCode = findCode(error) ?? 'unknown'
  const isOutage = driverCode.startsWith('SQLITE_') && !FAULT_OF_A_WRITE.test(driverCode)
  return new StoreError(operation, isOutage ? 'unavailable' : 'invalid_write', driverCode)
}

/** Whether another process holds the file. */
export const isBusy = (error: unknown): boolean =>
  toStoreError('begin', error).driverCode.startsWith('SQLITE_BUSY')
