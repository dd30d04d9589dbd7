import type { Language } from '../../contract/index.ts'
import { normalEmail } from '../addresses/email-form.ts'
import { openSealed } from '../keys/open-sealed.ts'
import { type Allowance, limitUse } from '../limits/use-limits.ts'
import { type MailDeps, prepareMails } from '../mail/queue-mail.ts'
import { buildCode, type CodeDeps, spendCode } from './code.ts'

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

/** Who asks for a code, in which language. */
interface Asked {
  readonly email: string
  readonly language: Language
  /** Whence, cut short; `undefined` where it is not known: then the address's own limit alone counts. */
  readonly network: string | undefined
}

/** Up to a second, in steps of four milliseconds. */
const DELAY_STEP_MS = 4

/**
 * The address that the newest message under an address was sent from: a code goes there and not to what was typed. Where there
 * is none, something is sealed and opened all the same, so that both take as long.
 */
async function findAddressee(
  typed: string,
  emailIndexes: readonly Uint8Array[],
  { store, cryptography, log, id }: CodeDeps & Pick<MailDeps, 'log'> & { readonly id: string },
): Promise<{ readonly to: string; readonly isKnown: boolean }> {
  const nothing = await cryptography.seal('messages.email', id, typed)
  const found = await store.findNewestEmail(emailIndexes)
  const to = await openSealed(
    { cryptography, log },
    'messages.email',
    found?.messageId ?? id,
    found?.email ?? nothing,
  )
  // One that does not open cannot be mailed to; to answer otherwise would tell that something is kept under the address.
  return { to: to ?? typed, isKnown: found !== undefined && to != null }
}

/**
 * Makes a code for an address, known here or not, and mails it where something is kept under the address. Neither the answer
 * nor its time can tell whether there is (DS-11): both ways do the same work up to the commit, and the mail is sent at a moment
 * that nobody can foretell, so that no later answer tells it either.
 *
 * @returns the challenge; `too_many` where that network, or all together, have asked too often for the address.
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
  const limitOf = (names: readonly string[], allowance: Allowance) =>
    limitUse(['code', ...names], allowance, { cryptography, nowMs })
  const [prepared] = await prepareMails(deps, async () => {
    const { to, isKnown } = await findAddressee(typed, emailIndexes, { ...deps, id })
    isWanted = isKnown
    const times = { expiresAtMs: row.expiresAtMs, delayMs: DELAY_STEP_MS * random }
    return [{ kind: 'one_time_code', to, language, values: { code }, ...times }]
  })
  const limits = [
    ...(network === undefined ? [] : [limitOf([typed, network], OF_A_NETWORK)]),
    limitOf([typed], FOR_AN_ADDRESS),
  ]
  // A mail that nobody gets is counted under a name of its own: under an address that only looks like another's, it would
  // spend what that mailbox may get. It is worked out either way.
  const ofNobody = [limitOf([id], FOR_AN_ADDRESS)]
  const counted = isWanted ? prepared?.limits : ofNobody
  const result = await store.addCode(
    row,
    limits,
    prepared && { mail: prepared.mail, limits: counted ?? [], isWanted },
  )
  return result === 'too_many' ? result : { challenge: id }
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
  if (!(await spendCode('data', { challenge, code }, deps))) return undefined
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
