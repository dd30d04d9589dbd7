import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'

/** Parameters of scrypt: the base-2 logarithm of N, r and p. */
export interface PasswordCost {
  readonly costLog2: number
  readonly blockSize: number
  readonly parallelization: number
}

const SALT_BYTES = 16
const HASH_BYTES = 32
/**
 * Of OWASP's equally strong settings the one with little memory, 32 MB: a few concurrent sign-ins must not exhaust a small
 * machine (https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html).
 */
const COST: PasswordCost = { costLog2: 15, blockSize: 8, parallelization: 3 }
/** Highest cost accepted from a stored hash: 128 MB. */
const MAX_MEMORY_BYTES = 2 ** 27
/** `$scrypt$ln=15,r=8,p=3$salt$hash`, the format of passlib and the PHC; base64 without padding. */
const FORM =
  /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{22,86})\$([A-Za-z0-9+/]{43})$/

const encode = (bytes: Uint8Array) =>
  Buffer.from(bytes)
    .toString('base64')
    .replace(/={1,2}$/, '')

function derive(password: string, salt: Uint8Array, cost: PasswordCost): Promise<Buffer> {
  const options: ScryptOptions = {
    N: 2 ** cost.costLog2,
    r: cost.blockSize,
    p: cost.parallelization,
    // OpenSSL needs a little more than the table itself.
    maxmem: MAX_MEMORY_BYTES + 2 ** 20,
  }
  return new Promise((resolve, reject) => {
    // Normalised, because й may be typed as one character or two.
    scrypt(password.normalize('NFKC'), salt, HASH_BYTES, options, (error, key) =>
      error ? reject(error) : resolve(key),
    )
  })
}

/** Hashes a password with scrypt (RFC 7914) and a fresh salt; takes some 0.3 s on another thread. */
export async function hashPassword(password: string, cost = COST): Promise<string> {
  const salt = randomBytes(SALT_BYTES)
  const { costLog2, blockSize, parallelization } = cost
  const derived = await derive(password, salt, cost)
  return `$scrypt$ln=${costLog2},r=${blockSize},p=${parallelization}$${encode(salt)}$${encode(derived)}`
}

/**
 * Verifies a password against a hash. Returns `false` too for a text that `hashPassword` did not write or that needs over 128
 * MB.
 */
export async function verifyPassword(password: string, passwordHash: string): Promise<boolean> {
  const parts = FORM.exec(passwordHash)
  if (parts === null) return false
  const [, costLog2, blockSize, parallelization, salt = '', wanted = ''] = parts
  const cost = {
    costLog2: Number(costLog2),
    blockSize: Number(blockSize),
    parallelization: Number(parallelization),
  }
  const isPayable = 128 * cost.blockSize * 2 ** cost.costLog2 <= MAX_MEMORY_BYTES
  if (!isPayable || cost.costLog2 < 1 || cost.blockSize < 1 || cost.parallelization < 1)
    return false
  const derived = await derive(password, Buffer.from(salt, 'base64'), cost)
  return timingSafeEqual(derived, Buffer.from(wanted, 'base64'))
}
