import type { Language } from '../../contract/index.ts'
import { normalEmail } from '../addresses/email-form.ts'
import { buildToken } from '../identifiers/token.ts'
import { openSealed } from '../keys/open-sealed.ts'
import { type Allowance, limitUse } from '../limits/use-limits.ts'
import { type MailDeps, prepareMails } from '../mail/queue-mail.ts'
import { buildCode, type CodeDeps, spendCode } from './code.ts'

/** Limit of one network for one address. Requests from elsewhere do not use it up, and codes created earlier stay valid. */
const OF_A_NETWORK = { anHour: 3, aDay: 4 }
/** Limit of one address from all networks together: the most mails that an attacker can make anybody receive. */
const FOR_AN_ADDRESS = { aDay: 20 }
/** A session ends half an hour after the code was created. */
const SESSION_MS = 1_800_000

/** The typed address and the language of the mail. */
interface Asked {
  readonly email: string
  readonly language: Language
  /** The truncated network address; `undefined` where it is unknown, so that only the address's own limit applies. */
  readonly network: string | undefined
}

/** Up to a second, in steps of four milliseconds. */
const DELAY_STEP_MS = 4

/** Whom a code is mailed to. */
interface Addressee {
  readonly to: string
  readonly isKnown: boolean
  /** Index of the newest message under the address; `undefined` where there is none. */
  readonly emailIndex: Uint8Array | undefined
}

/**
 * Returns the address that the newest message under an address was sent from: the code goes there, not to the typed address.
 * Where there is no message, a value is encrypted and decrypted all the same, so both cases take equally long.
 */
async function findAddressee(
  typed: string,
  emailIndexes: readonly Uint8Array[],
  { store, cryptography, log, id }: CodeDeps & Pick<MailDeps, 'log'> & { readonly id: string },
): Promise<Addressee> {
  const nothing = await cryptography.seal('messages.email', id, typed)
  const found = await store.findNewestEmail(emailIndexes)
  const to = await openSealed(
    { cryptography, log },
    'messages.email',
    found?.messageId ?? id,
    found?.email ?? nothing,
  )
  // An address that cannot be decrypted cannot be mailed. A different response would reveal that data are stored under it.
  const isKnown = found !== undefined && to != null
  return { to: to ?? typed, isKnown, emailIndex: found?.emailIndex }
}

/**
 * Creates a code for an address and mails it if data are stored under the address. Neither the response nor its time reveals
 * whether there are any (DS-11): both cases do the same work up to the commit, and the mail is sent after a random delay, so
 * later responses do not reveal it either.
 *
 * @returns the challenge, or `too_many` where this network, or all together, have asked too often for the address.
 */
export async function makeCode(
  { email, language, network }: Asked,
  deps: CodeDeps & MailDeps,
): Promise<{ readonly challenge: string } | 'too_many'> {
  const { store, cryptography } = deps
  const typed = normalEmail(email)
  const { code, row, emailIndexes } = buildCode('data', typed, deps)
  const { id, createdAtMs: nowMs } = row
  const [random = 0] = cryptography.randomBytes(1)
  let isWanted = false
  // While keys are rotated, the messages may still be under an older generation's index. A rotation moves both together.
  let { emailIndex } = row
  const limitOf = (names: readonly string[], allowance: Allowance) =>
    limitUse(['code', ...names], allowance, { cryptography, nowMs })
  const [prepared] = await prepareMails(deps, async () => {
    const { to, isKnown, ...found } = await findAddressee(typed, emailIndexes, { ...deps, id })
    isWanted = isKnown
    emailIndex = found.emailIndex ?? emailIndex
    const times = { expiresAtMs: row.expiresAtMs, delayMs: DELAY_STEP_MS * random }
    return [{ kind: 'one_time_code', to, language, values: { code }, ...times }]
  })
  const limits = [
    ...(network === undefined ? [] : [limitOf([typed, network], OF_A_NETWORK)]),
    limitOf([typed], FOR_AN_ADDRESS),
  ]
  // A mail that is not sent is counted under a name of its own. Counted under an address that merely looks like somebody's,
  // it would use up that mailbox's limit. It is computed in both cases.
  const ofNobody = [limitOf([id], FOR_AN_ADDRESS)]
  const counted = isWanted ? prepared?.limits : ofNobody
  const result = await store.addCode(
    { ...row, emailIndex },
    limits,
    prepared && { mail: prepared.mail, limits: counted ?? [], isWanted },
  )
  return result === 'too_many' ? result : { challenge: id }
}

/** A session opened by a correct code. */
export interface CodeSession {
  readonly token: string
  readonly expiresAtMs: number
}

/**
 * Checks a typed code. Each attempt counts, a correct one too.
 *
 * @returns `undefined` alike for a wrong, expired or used code, a sixth attempt, and an unknown challenge.
 */
export async function takeCode(
  challenge: string,
  code: string,
  deps: CodeDeps,
): Promise<CodeSession | undefined> {
  const { store, cryptography, clock } = deps
  const nowMs = clock()
  if (!(await spendCode('data', { challenge, code }, deps))) return undefined
  const token = buildToken(cryptography)
  const expiresAtMs = nowMs + SESSION_MS
  const tokenHash = await cryptography.sha256(token)
  const opened = await store.openCodeSession(challenge, { tokenHash, expiresAtMs })
  return opened === 'stored' ? { token, expiresAtMs } : undefined
}
