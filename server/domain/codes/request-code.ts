import type { Language } from '../../contract/index.ts'
import { normalEmail } from '../email-form.ts'
import { type Allowance, limitUse, mailboxOf } from '../limits/use-limits.ts'
import { type MailDeps, prepareMails } from '../mail/queue-mail.ts'
import type { SubjectDeps } from '../subject/subject.ts'
import { buildUuidV7 } from '../uuid-v7.ts'
import { buildDigits, CODE_MS, TRIES } from './one-time-code.ts'

type CodeDeps = Pick<SubjectDeps, 'store' | 'cryptography' | 'clock'>

/** Of a network for one address, of one address, and of a network: it mails addresses that nobody here knows. */
const limits = {
  ofNetworkForAddress: { anHour: 3, aDay: 4 },
  /** As many as one mailbox is sent (`limitMail`): past that it is said, and no code is promised that does not come. */
  forAddress: { anHour: 5, aDay: 10 },
  ofNetwork: { anHour: 20, aDay: 60 },
} as const satisfies Record<string, Allowance>

/** Bound to its use: a code that sends a request opens nobody's data, and the other way round. */
const hashesOf = (id: string, code: string, { cryptography }: Pick<CodeDeps, 'cryptography'>) =>
  cryptography.blindIndexes('codes.code', `request\n${id}\n${code}`)

/**
 * Makes a code that verifies an address for a request, and mails it there, whether or not anything is kept under it: so neither
 * answer nor time tells. Of the request itself nothing is known yet, and nothing stored.
 *
 * @param network whence, cut short; `undefined` where it is not known: all such share one allowance.
 * @returns the challenge; `too_many` where the network, or all together, have asked too often.
 */
export async function makeRequestCode(
  {
    email,
    language,
    network,
  }: {
    readonly email: string
    readonly language: Language
    readonly network: string | undefined
  },
  deps: CodeDeps & MailDeps,
): Promise<{ readonly challenge: string } | 'too_many'> {
  const { store, cryptography, clock } = deps
  const nowMs = clock()
  const typed = normalEmail(email)
  const id = buildUuidV7(nowMs, cryptography.randomBytes(10))
  const code = buildDigits(cryptography.randomBytes(4))
  const [emailIndex] = cryptography.blindIndexes('messages.email', typed)
  const [codeHash] = hashesOf(id, code, deps)
  if (!emailIndex || !codeHash) throw new Error('code of a request: no key to hash it by')
  const times = { createdAtMs: nowMs, expiresAtMs: nowMs + CODE_MS }
  const row = { id, emailIndex, codeHash, triesLeft: TRIES, ...times, tokenHash: null }
  const [prepared] = await prepareMails(deps, () => [
    { kind: 'request_code', to: email, language, values: { code }, expiresAtMs: times.expiresAtMs },
  ])
  const limitOf = (names: readonly string[], allowance: Allowance) =>
    limitUse(['request-code', ...names], allowance, { cryptography, nowMs })
  // `name+tag@` is the same mailbox: a stranger must not spend its mails under other spellings.
  const mailbox = mailboxOf(email)
  // Whoever cannot be told apart shares one allowance: addresses are mailed that nobody here knows.
  const from = network ?? 'unknown'
  const uses = [
    limitOf([mailbox, from], limits.ofNetworkForAddress),
    limitOf(['network', from], limits.ofNetwork),
    limitOf([mailbox], limits.forAddress),
  ]
  const result = await store.addCode(row, uses, prepared && { ...prepared, isWanted: true })
  return result === 'too_many' ? result : { challenge: id }
}

/**
 * Whether a code, as it was typed, is the one that was mailed to an address. Each try counts, a right one too; until it expires
 * a right one may be given again, since an answer may be lost.
 */
export async function isRequestCode(
  { challenge, code, email }: Readonly<Record<'challenge' | 'code' | 'email', string>>,
  deps: CodeDeps,
): Promise<boolean> {
  const { store, cryptography, clock } = deps
  const hashes = hashesOf(challenge, code, deps)
  const emailIndexes = cryptography.blindIndexes('messages.email', normalEmail(email))
  const spent = await store.spendTry(challenge, clock())
  if (!spent) return false
  const isOf = (all: readonly Uint8Array[], one: Uint8Array) =>
    all.some((each) => cryptography.isEqual(each, one))
  return isOf(hashes, spent.codeHash) && isOf(emailIndexes, spent.emailIndex)
}
