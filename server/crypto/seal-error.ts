/**
 * Why an encrypted value cannot be decrypted. `key_unknown`: the secret of its key generation is not configured in this
 * process. `altered`: its bytes were changed, it belongs to another row or column, or it is not an encrypted value.
 */
export type SealErrorCode = 'key_unknown' | 'altered'

/** An encrypted value cannot be decrypted. The message contains no value and no key. */
export class SealError extends Error {
  readonly code: SealErrorCode

  constructor(code: SealErrorCode) {
    super(`open a sealed value: ${code}`)
    this.name = 'SealError'
    this.code = code
  }
}
