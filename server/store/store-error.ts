/**
 * What a rejected call of the store means to its caller. `unavailable`: the database cannot be used now (full, locked,
 * closed, broken disk), trying later may help. `invalid_write`: the tables do not take this value, a bug of ours.
 */
export type StoreErrorCode = 'unavailable' | 'invalid_write'

/**
 * The only error of a store. It names the operation and the driver's code and never carries the driver's own error:
 * drivers write parameter values, and so personal data, into their messages.
 */
export class StoreError extends Error {
  readonly code: StoreErrorCode
  /** `SQLITE_FULL`, or whatever the driver calls it; `unknown` where it gave none. */
  readonly driverCode: string

  constructor(operation: string, code: StoreErrorCode, driverCode: string) {
    super(`${operation}: ${code} (${driverCode})`)
    this.name = 'StoreError'
    this.code = code
    this.driverCode = driverCode
  }
}
