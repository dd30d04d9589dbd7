import type { Language } from '../../contract/index.ts'
import { normalEmail } from '../addresses/email-form.ts'
import { type Allowance, limitUse, mailboxOf } from '../limits/use-limits.ts'
import { type MailDeps, prepareMails } from '../mail/queue-mail.ts'
import { buildCode, type CodeDeps, spendCode } from './code.ts'

/** Of a network for one address, of one address, and of a network: it mails addresses that nobody here knows. */
const limits = {
  ofNetworkForAddress: { anHour: 3, aDay: 4 },
  /** As many as one mailbox is sent (`limitMail`): past that it is said, and no code is promised that does not come. */
  forAddress: { anHour: 5, aDay: 10 },
  ofNetwork: { anHour: 20, aDay: 60 },
} as const satisfies Record<string, Allowance>

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
  const { code, row } = buildCode('request', email, deps)
  const { id, createdAtMs: nowMs, expiresAtMs } = row
  const [prepared] = await prepareMails(deps, () => [
    { kind: 'request_code', to: email, language, values: { code }, expiresAtMs },
  ])
  const limitOf = (names: readonly string[], allowance: Allowance) =>
    limitUse(['request-code', ...names], allowance, { cryptography: deps.cryptography, nowMs })
  // `name+tag@` is the same mailbox: a stranger must not spend its mails under other spellings.
  const mailbox = mailboxOf(email)
  // Whoever cannot be told apart shares one allowance: addresses are mailed that nobody here knows.
  const from = network ?? 'unknown'
  const uses = [
    limitOf([mailbox, from], limits.ofNetworkForAddress),
    limitOf(['network', from], limits.ofNetwork),
    limitOf([mailbox], limits.forAddress),
  ]
  const result = await deps.store.addCode(row, uses, prepared && { ...prepared, isWanted: true })
  return result === 'too_many' ? result : { challenge: id }
}

/**
 * Whether a code, as it was typed, is the one that was mailed to an address. Each try counts, a right one too; until it expires
 * a right one may be given again, since an answer may be lost.
 */
export async function isRequestCode(
  { email, ...tried }: Readonly<Record<'challenge' | 'code' | 'email', string>>,
  deps: CodeDeps,
): Promise<boolean> {
  const { cryptography } = deps
  const emailIndexes = cryptography.blindIndexes('messages.email', normalEmail(email))
  const spent = await spendCode('request', tried, deps)
  return (
    spent !== undefined &&
    emailIndexes.some((index) => cryptography.isEqual(index, spent.emailIndex))
  )
}
