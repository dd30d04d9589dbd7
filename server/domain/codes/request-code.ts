import type { Language } from '../../contract/index.ts'
import { indexEmail } from '../addresses/index-email.ts'
import { type Allowance, limitUse, mailboxOf } from '../limits/use-limits.ts'
import { type MailDeps, prepareMails } from '../mail/queue-mail.ts'
import { buildCode, type CodeDeps, spendCode } from './code.ts'

/** Limits of a network for one address, of one address, and of a network. They are strict because it mails unknown addresses. */
const limits = {
  ofNetworkForAddress: { anHour: 3, aDay: 4 },
  /**
   * Same as the limit of one mailbox (`limitMail`). Beyond it the response says so instead of promising a code that never
   * comes.
   */
  forAddress: { anHour: 5, aDay: 10 },
  ofNetwork: { anHour: 20, aDay: 60 },
} as const satisfies Record<string, Allowance>

/**
 * Creates a code that verifies the address of a request, and mails it there whether or not data are stored under the address,
 * so neither response nor time reveals it. The request itself does not exist yet, and nothing of it is stored.
 *
 * @param network the truncated network address; `undefined` where it is unknown. All such clients share one limit.
 * @returns the challenge, or `too_many` where the network, or all together, have asked too often.
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
  // `name+tag@` is the same mailbox: other spellings must not multiply its limit.
  const mailbox = mailboxOf(email)
  // Clients without a known network share one limit, since unknown addresses are mailed.
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
 * Returns whether a typed code is the one that was mailed to an address. Each attempt counts, a correct one too. A correct
 * code is accepted repeatedly until it expires, since a response may be lost.
 */
export async function isRequestCode(
  { email, ...tried }: Readonly<Record<'challenge' | 'code' | 'email', string>>,
  deps: CodeDeps,
): Promise<boolean> {
  const { cryptography } = deps
  const emailIndexes = indexEmail('messages.email', email, cryptography)
  const spent = await spendCode('request', tried, deps)
  return (
    spent !== undefined &&
    emailIndexes.some((index) => cryptography.isEqual(index, spent.emailIndex))
  )
}
