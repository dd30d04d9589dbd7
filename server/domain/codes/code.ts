import type { OneTimeCode } from '../../store/store.ts'
import { normalEmail } from '../addresses/email-form.ts'
import { buildUuidV7 } from '../identifiers/uuid-v7.ts'
import type { SubjectDeps } from '../subject/subject.ts'

/** OWASP ASVS 5.0 section 6.5.5: ten minutes at most. */
export const CODE_MS = 600_000
const TRIES = 5
const DIGITS = 6

/** What making and checking a code needs. */
export type CodeDeps = Pick<SubjectDeps, 'store' | 'cryptography' | 'clock'>

/** What a code is for: to open what is held of a person, or to verify the address of a request. */
export type CodeUse = 'data' | 'request'

/** A code, and what is stored of it. */
export interface NewCode {
  /** Six digits, for the mail alone. */
  readonly code: string
  readonly row: OneTimeCode
  /** Of the address, under each key generation in use. */
  readonly emailIndexes: readonly Uint8Array[]
}

/** Six digits, each value as likely as any other: 2³² is so much more than 10⁶ that the rest of the division does not show. */
export function buildDigits(random: Uint8Array): string {
  const number = random.reduce((sum, byte) => sum * 256 + byte, 0)
  return String(number % 10 ** DIGITS).padStart(DIGITS, '0')
}

/**
 * What is stored of a code, under each key generation in use: bound to its challenge, to a key of the server's and to its use, so that
 * a code that sends a request opens nobody's data, and the other way round.
 */
const hashesOf = (use: CodeUse, id: string, code: string, { cryptography }: CodeDeps) =>
  cryptography.blindIndexes('codes.code', `${use === 'request' ? 'request\n' : ''}${id}\n${code}`)

/** Makes a code for an address as it was typed; whether anything is kept under it makes no difference here. */
export function buildCode(use: CodeUse, email: string, deps: CodeDeps): NewCode {
  const { cryptography, clock } = deps
  const createdAtMs = clock()
  const id = buildUuidV7(createdAtMs, cryptography.randomBytes(10))
  const code = buildDigits(cryptography.randomBytes(4))
  const emailIndexes = cryptography.blindIndexes('messages.email', normalEmail(email))
  const [emailIndex] = emailIndexes
  const [codeHash] = hashesOf(use, id, code, deps)
  if (!emailIndex || !codeHash) throw new Error('a one-time code: no key to hash it by')
  const times = { createdAtMs, expiresAtMs: createdAtMs + CODE_MS }
  const row = { id, emailIndex, codeHash, triesLeft: TRIES, ...times, tokenHash: null }
  return { code, row, emailIndexes }
}

/**
 * Counts a try at a code, a right one too, and says what is stored of it.
 *
 * @returns `undefined` alike for a wrong, an expired and a used code, a sixth try and a challenge that nobody got.
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
