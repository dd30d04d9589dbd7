import type { OneTimeCode } from '../../store/store.ts'
import { indexEmail } from '../addresses/index-email.ts'
import { buildUuidV7 } from '../identifiers/uuid-v7.ts'
import type { SubjectDeps } from '../subject/subject.ts'

/** At most ten minutes (OWASP ASVS 5.0, section 6.5.5). */
export const CODE_MS = 600_000
const TRIES = 5
const DIGITS = 6

/** Dependencies for creating and checking a code. */
export type CodeDeps = Pick<SubjectDeps, 'store' | 'cryptography' | 'clock'>

/** Purpose of a code: to access a person's data, or to verify the address of a request. */
export type CodeUse = 'data' | 'request'

/** A new code and the fields that are stored for it. */
export interface NewCode {
  /** Six digits. Only the mail contains them. */
  readonly code: string
  readonly row: OneTimeCode
  /** Blind indexes of the address, one for each key generation in use. */
  readonly emailIndexes: readonly Uint8Array[]
}

/** Returns six digits, practically uniform: 2³² is so much larger than 10⁶ that the bias of the remainder does not matter. */
export function buildDigits(random: Uint8Array): string {
  const number = random.reduce((sum, byte) => sum * 256 + byte, 0)
  return String(number % 10 ** DIGITS).padStart(DIGITS, '0')
}

/**
 * Returns the hashes stored for a code, one for each key generation in use. Each is bound to the challenge, a server key and
 * the use, so a code for a request cannot open data, nor the reverse.
 */
const hashesOf = (use: CodeUse, id: string, code: string, { cryptography }: CodeDeps) =>
  cryptography.blindIndexes('codes.code', `${use === 'request' ? 'request\n' : ''}${id}\n${code}`)

/** Creates a code for a typed address. Whether data are stored under the address makes no difference here. */
export function buildCode(use: CodeUse, email: string, deps: CodeDeps): NewCode {
  const { cryptography, clock } = deps
  const createdAtMs = clock()
  const id = buildUuidV7(createdAtMs, cryptography.randomBytes(10))
  const code = buildDigits(cryptography.randomBytes(4))
  const emailIndexes = indexEmail('messages.email', email, cryptography)
  const [emailIndex] = emailIndexes
  const [codeHash] = hashesOf(use, id, code, deps)
  if (!emailIndex || !codeHash) throw new Error('one-time code: no key to hash it')
  const times = { createdAtMs, expiresAtMs: createdAtMs + CODE_MS }
  const row = { id, emailIndex, codeHash, triesLeft: TRIES, ...times, tokenHash: null }
  return { code, row, emailIndexes }
}

/**
 * Counts an attempt, a correct one too, and returns the stored challenge.
 *
 * @returns `undefined` alike for a wrong, expired or used code, a sixth attempt, and an unknown challenge.
 */
export async function spendCode(
  use: CodeUse,
  { challenge, code }: Readonly<Record<'challenge' | 'code', string>>,
  deps: CodeDeps,
): Promise<OneTimeCode | undefined> {
  const hashes = hashesOf(use, challenge, code, deps)
  const spent = await deps.store.spendTry(challenge, deps.clock())
  const isRight = spent && hashes.some((hash) => deps.cryptography.isEqual(hash, spent.codeHash))
  return isRight ? spent : undefined
}
