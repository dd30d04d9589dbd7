import type { Language, limits, MessageBody } from '../../server/contract/index.ts'
import { cleanEmail } from '../../server/contract/typed/email.ts'
import { mayHoldIin } from '../../server/contract/typed/iin.ts'
import { cleanPhone } from '../../server/contract/typed/phone.ts'
import { trimText } from '../../server/contract/typed/text.ts'

/** Maximum length of each field, in UTF-16 units. */
const NAME: typeof limits.name = 200
const EMAIL: typeof limits.email = 254
const PHONE: typeof limits.phone = 32
const MESSAGE: typeof limits.message = 4000
const maxLengths = { name: NAME, email: EMAIL, phone: PHONE, message: MESSAGE }

type TextField = keyof typeof maxLengths
/** A field of the form that can be wrong. */
export type Field = TextField | 'sender' | 'consent'

/** Problem of a field. `reply`: neither email nor phone; `iin`: it may contain an IIN. */
export type Problem =
  | { readonly field: Field; readonly kind: 'required' | 'reply' | 'email' | 'phone' | 'iin' }
  | { readonly field: Field; readonly kind: 'too_long'; readonly max: number }

/** The typed values of the form. */
export interface Entries {
  readonly name: string
  readonly email: string
  readonly phone: string
  readonly message: string
  readonly sender: string
  readonly consent: boolean
  /** The honeypot (CF-09): sent along, and the server decides. */
  readonly website?: string
}

/** Values that are not typed, and earlier warnings. */
export interface MessageContext {
  readonly policyVersion: string
  /** First 16 hex digits of the notice whose text is beside the box. */
  readonly notice: string
  readonly language: Language
  /** A message for which an IIN was already pointed out; sent again unchanged, it is the sender's own decision. */
  readonly warnedMessage?: string | undefined
}

/** A message to send, all problems at once, or a minor, whose text is not sent (MI-02). */
export type MessageResult =
  | { readonly kind: 'valid'; readonly body: Omit<MessageBody, 'id' | 'stamp'> }
  | { readonly kind: 'invalid'; readonly problems: readonly Problem[] }
  | { readonly kind: 'minor' }

/** Builds a message from the typed values. The rules are the server's, which checks them again. */
export function buildMessage(entries: Entries, context: MessageContext): MessageResult {
  const { sender, consent, website } = entries
  if (sender === 'minor') return { kind: 'minor' }
  const [name, typedEmail, typedPhone, message] = texts.map((field) =>
    trimText(entries[field]),
  ) as Four
  const typed = { ...entries, name, email: typedEmail, phone: typedPhone, message }
  const email = cleanEmail(typedEmail)
  const phone = cleanPhone(typedPhone)
  const problems = findProblems(typed, { email, phone }, entries.message === context.warnedMessage)
  if (problems.length > 0 || !isAllowed(sender)) return { kind: 'invalid', problems }
  const reply = { ...(email && { email }), ...(phone && { phone }) }
  const { policyVersion, notice, language } = context
  return {
    kind: 'valid',
    body: {
      ...{ name, ...reply, message, sender, consent, policyVersion, notice, language },
      ...(website && { website }),
    },
  }
}

const texts = ['name', 'email', 'phone', 'message'] as const
// `map` loses the tuple's length.
type Four = [string, string, string, string]

const isAllowed = (sender: string): sender is 'adult' | 'representative' =>
  sender === 'adult' || sender === 'representative'

/** Returns problems in the order of the fields. `clean` contains the normalised email and phone, if valid. */
function findProblems(
  entries: Entries,
  clean: { readonly email: string | undefined; readonly phone: string | undefined },
  isWarned: boolean,
): Problem[] {
  const { name, email, phone, message, sender, consent } = entries
  const rules: [isWrong: boolean, field: Field, kind: Exclude<Problem['kind'], 'too_long'>][] = [
    [!isAllowed(sender), 'sender', 'required'],
    [name === '', 'name', 'required'],
    [email === '' && phone === '', 'email', 'reply'],
    [email !== '' && !clean.email, 'email', 'email'],
    [phone !== '' && !clean.phone, 'phone', 'phone'],
    [message === '', 'message', 'required'],
    [!isWarned && mayHoldIin(message), 'message', 'iin'],
    [!consent, 'consent', 'required'],
  ]
  const wrong = rules.filter(([isWrong]) => isWrong).map(([, field, kind]) => ({ field, kind }))
  const tooLong = texts
    .filter((field) => entries[field].length > maxLengths[field])
    .map((field) => ({ field, kind: 'too_long' as const, max: maxLengths[field] }))
  // One problem per field is enough; its length is reported rather than its format.
  const isFree = ({ field }: { field: Field }) => !tooLong.some((other) => other.field === field)
  return [...wrong.filter(isFree), ...tooLong]
}
