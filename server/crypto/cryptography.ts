/** Use of an encrypted value. Each has its own key, derived from `KELISIM_SECRET` (HKDF, RFC 5869). */
export type SealPurpose =
  | 'visits.address'
  | 'visits.key'
  | 'messages.name'
  | 'messages.email'
  | 'messages.phone'
  | 'messages.message'
  | 'consents.name'
  | 'requests.name'
  | 'requests.email'
  | 'requests.text'
  | 'requests.answer'
  | 'erasure.act'
  | 'mail.recipient'
  | 'mail.content'
  | 'signing.key'
  | 'accounts.name'
  | 'accounts.email'
  | 'accounts.totp'
  | 'invitations.email'

/** Use of a blind index, of a derived code, or of a binding to the secret. Each has its own key. */
export type IndexPurpose =
  | 'visits.id'
  | 'messages.email'
  | 'messages.secret'
  | 'messages.stamp'
  | 'codes.code'
  | 'accounts.email'
  | 'admin.device'
  | 'limits.use'
  | 'ledger.key'
  | 'ledger.head'

/** The cryptography available to the domain. Synchronous where the runtime allows, else a promise. */
export interface Cryptography {
  /** Returns `length` bytes from the system's random source. */
  randomBytes(length: number): Uint8Array
  /** Returns the SHA-256 of bytes, or of a text in UTF-8, 32 bytes. */
  sha256(data: string | Uint8Array): Uint8Array | Promise<Uint8Array>
  /**
   * Encrypts a text with AES-256-GCM: one byte key id (the key generation), 12 bytes nonce, ciphertext, 16 bytes tag. `rowId`
   * is authenticated with it, so a value moved to another row fails to decrypt.
   */
  seal(purpose: SealPurpose, rowId: string, text: string): Uint8Array | Promise<Uint8Array>
  /**
   * Decrypts a value. Where its key generation is not known yet, the generations are read once and the result is a promise.
   *
   * @throws {SealError} `altered` where the value was changed or belongs to another row, `key_unknown` where it was encrypted
   *   in a generation whose secret is not configured.
   */
  open(purpose: SealPurpose, rowId: string, sealed: Uint8Array): string | Promise<string>
  /**
   * Returns keyed hashes (HMAC-SHA256) by which an encrypted value is found without being readable, 32 bytes each: first of
   * the newest key generation, then of each other one still in use. Store the first; look up by all. The caller normalises
   * the text (an email in lower case).
   */
  blindIndexes(purpose: IndexPurpose, text: string): readonly Uint8Array[]
  /** Returns a keyed hash (HMAC-SHA256), 32 bytes, under the caller's own key of 32 bytes. */
  keyedHash(key: Uint8Array, text: string): Uint8Array
  /** Returns HMAC-SHA-1, 20 bytes: for one-time codes only, whose apps know nothing else (RFC 6238). */
  hmacSha1(key: Uint8Array, message: Uint8Array): Uint8Array
  /** Compares two byte strings in constant time. */
  isEqual(a: Uint8Array, b: Uint8Array): boolean
  /** Returns a slow, salted hash of a password with its parameters (scrypt, RFC 7914). */
  hashPassword(password: string): Promise<string>
  verifyPassword(password: string, passwordHash: string): Promise<boolean>
}
