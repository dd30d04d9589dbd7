/** What a sealed value is for. Each purpose has its own key, derived from `KELISIM_SECRET` (HKDF, RFC 5869). */
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
  | 'mail.recipient'
  | 'mail.content'
  | 'signing.key'

/** What is looked up by its blind index, derived so that it can be said again, or bound to the secret. Each purpose has its own key. */
export type IndexPurpose =
  | 'visits.id'
  | 'messages.email'
  | 'messages.secret'
  | 'messages.stamp'
  | 'codes.code'
  | 'admin.device'
  | 'limits.use'
  | 'ledger.key'
  | 'ledger.head'

/** The cryptography that the domain is given. Synchronous where the runtime can, a promise elsewhere. */
export interface Cryptography {
  /** `length` bytes from the system's random source. */
  randomBytes(length: number): Uint8Array
  /** SHA-256 of bytes, or of a text in UTF-8, 32 bytes. */
  sha256(data: string | Uint8Array): Uint8Array | Promise<Uint8Array>
  /**
   * Encrypts a text with AES-256-GCM: one byte key id (the key generation), 12 bytes nonce, ciphertext, 16 bytes tag. `rowId` is
   * authenticated with it, so that a value moved to another row does not open.
   */
  seal(purpose: SealPurpose, rowId: string, text: string): Uint8Array | Promise<Uint8Array>
  /**
   * Where the value's key generation is not known yet, it is looked up once, and the answer is a promise.
   *
   * @throws {SealError} `altered` where the value was altered or belongs to another row, `key_unknown` where it was sealed in
   *   a generation whose secret was not given.
   */
  open(purpose: SealPurpose, rowId: string, sealed: Uint8Array): string | Promise<string>
  /**
   * Keyed hash (HMAC-SHA256) by which a sealed value is found without being readable, 32 bytes: of the newest key generation
   * first, then of each other one that is still in use. What is stored takes the first; a look-up tries them all. The caller
   * brings the text into its one form first (an email in lower case).
   */
  blindIndexes(purpose: IndexPurpose, text: string): readonly Uint8Array[]
  /** Keyed hash (HMAC-SHA256), 32 bytes, under a key that the caller keeps, of 32 bytes. */
  keyedHash(key: Uint8Array, text: string): Uint8Array
  /** Whether two byte strings are equal, in a time that does not tell where they differ. */
  isEqual(a: Uint8Array, b: Uint8Array): boolean
  /** Slow, salted hash of a password, with its parameters (scrypt, RFC 7914). */
  hashPassword(password: string): Promise<string>
  verifyPassword(password: string, passwordHash: string): Promise<boolean>
}
