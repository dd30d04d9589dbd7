/**
 * Meaning of a rejected call of the store. `unavailable`: the database cannot be used now (full, locked, closed, broken
 * disk), and a retry may help. `invalid_write`: the tables do not accept this value, which is a bug of ours.
 */
export type StoreErrorCode = 'unavailable' | 'invalid_write'

/**
 * The only error of a store. It contains the operation and the driver's code and never the driver's own error: drivers write
 * parameter values, and so personal data, into their messages.
 */
export class StoreError extends Error {
  readonly code: StoreErrorCode
  /** `SQLITE_FULL`, or the driver's equivalent; `unknown` where it gave none. */
  readonly driverCode: string

  constructor(operation: string, code: StoreErrorCode, driverCode: string) {
    super(`${operation}: ${code} (${driverCode})`)
    this.name = 'StoreError'
    this.code = code
    this.driverCode = driverCode
  }
}
