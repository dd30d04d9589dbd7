/**
 * Why a sealed value does not open. `key_unknown`: it was sealed in a key generation whose secret this process has not been
 * given. `altered`: its bytes were changed, it belongs to another row or column, or it is no sealed value at all.
 */
export type SealErrorCode = 'key_unknown' | 'altered'

/** A sealed value that does not open. Names no value and no key. */
export class SealError extends Error {
  readonly code: SealErrorCode

  constructor(code: SealErrorCode) {
    super(`open a sealed value: ${code}`)
    this.name = 'SealError'
    this.code = code
  }
}
