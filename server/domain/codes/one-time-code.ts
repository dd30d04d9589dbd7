import type { Language } from '../../contract/index.ts'
import { normalEmail } from '../email-form.ts'
import { type Allowance, limitUse } from '../limits/use-limits.ts'
import type { SendMail } from '../mail/send-mail.ts'
import type { SubjectDeps } from '../subject/subject.ts'
import { buildUuidV7 } from '../uuid-v7.ts'

/** OWASP ASVS 5.0 section 6.5.5: ten minutes at most. */
const CODE_MS = 600_000
const TRIES = 5
/**
 * Of one network for one address. Whoever else asks for it, from wherever, does not spend these; and codes that were made
 * before stay valid.
 */
const OF_A_NETWORK = { anHour: 3, aDay: 4 }
/** For one address, whoever asks: so many mails at most does anybody get whom strangers wish ill. */
const FOR_AN_ADDRESS = { aDay: 20 }
/** A session lasts half an hour from the code. */
const SESSION_MS = 1_800_000
const TOKEN_BYTES = 32
const DIGITS = 6

type CodeDeps = Pick<SubjectDeps, 'store' | 'cryptography' | 'clock'>

/** Six digits, each value as likely as any other: 2³² is so much more than 10⁶ that the rest of the division does not show. */
function buildDigits(random: Uint8Array): string {
  const number = random.reduce((sum, byte) => sum * 256 + byte, 0)
  return String(number % 10 ** DIGITS).padStart(DIGITS, '0')
}

/** What is stored of a code: bound to its challenge and to a key of the server's, under each key generation in use. */
const hashesOf = (id: string, code: string, { cryptography }: Pick<CodeDeps, 'cryptography'>) =>
  cryptography.blindIndexes('codes.code', `${id}\n${code}`)

/** A code to be mailed, if there is anything under the address. */
export interface MadeCode {
  readonly challenge: string
  readonly code: string
  readonly expiresAtMs: number
}

/**
 * Makes a code for an address, known here or not: whether it is, is not even looked up before the answer, so that neither
 * the answer nor its time can tell (DS-11).
 *
 * @param network of whoever asks, cut short; `undefined` where it is not known: then the address's own limit alone counts.
 * @returns `too_many` where that network, or all together, have asked too often for the address.
 */
export async function makeCode(
  { email, network }: { readonly email: string; readonly network: string | undefined },
  deps: CodeDeps,
): Promise<MadeCode | 'too_many'> {
  const { store, cryptography, clock } = deps
  const nowMs = clock()
  const emailIndexes = cryptography.blindIndexes('messages.email', normalEmail(email))
  const id = buildUuidV7(nowMs, cryptography.randomBytes(10))
  const code = buildDigits(cryptography.randomBytes(4))
  const [emailIndex] = emailIndexes
  const [codeHash] = hashesOf(id, code, deps)
  if (!emailIndex || !codeHash) throw new Error('one-time code: no key to hash it by')
  const row = {
    ...{ id, emailIndex, codeHash },
    triesLeft: TRIES,
    createdAtMs: nowMs,
    expiresAtMs: nowMs + CODE_MS,
    tokenHash: null,
  }
  const limitOf = (names: readonly string[], allowance: Allowance) =>
    limitUse(['code', normalEmail(email), ...names], allowance, { cryptography, nowMs })
  const result = await store.addCode(row, [
    ...(network === undefined ? [] : [limitOf([network], OF_A_NETWORK)]),
    limitOf([], FOR_AN_ADDRESS),
  ])
  return result === 'too_many' ? result : { challenge: id, code, expiresAtMs: row.expiresAtMs }
}

/** Mails a code where something is kept under the address; an address that nobody wrote from gets no mail. */
export async function mailCode(
  {
    email,
    language,
    code,
    expiresAtMs,
  }: { email: string; language: Language } & Pick<MadeCode, 'code' | 'expiresAtMs'>,
  { store, cryptography, sendMail }: CodeDeps & { readonly sendMail: SendMail },
): Promise<void> {
  const indexes = cryptography.blindIndexes('messages.email', normalEmail(email))
  const messages = await store.findMessagesByEmail(indexes)
  const [newest] = messages
  if (!newest?.email) return
  // To the address on file, not to the one that was typed.
  const to = await cryptography.open('messages.email', newest.id, newest.email)
  await sendMail({ kind: 'one_time_code', to, language, values: { code }, expiresAtMs })
}

/** A session that a right code opened. */
export interface CodeSession {
  readonly token: string
  readonly expiresAtMs: number
}

/**
 * Takes a code as it was typed. Each try counts, a right one too.
 *
 * @returns `undefined` alike for a wrong, an expired and a used code, a sixth try and a challenge that nobody got.
 */
export async function takeCode(
  challenge: string,
  code: string,
  deps: CodeDeps,
): Promise<CodeSession | undefined> {
  const { store, cryptography, clock } = deps
  const nowMs = clock()
  const hashes = hashesOf(challenge, code, deps)
  const spent = await store.spendTry(challenge, nowMs)
  if (!spent || !hashes.some((hash) => cryptography.isEqual(hash, spent.codeHash))) return undefined
  const token = toBase64Url(cryptography.randomBytes(TOKEN_BYTES))
  const expiresAtMs = nowMs + SESSION_MS
  const tokenHash = await cryptography.sha256(token)
  const opened = await store.openCodeSession(challenge, { tokenHash, expiresAtMs })
  return opened === 'stored' ? { token, expiresAtMs } : undefined
}

const toBase64Url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
