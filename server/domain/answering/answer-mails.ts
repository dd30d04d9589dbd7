import type { RequestRow } from '../../store/store.ts'
import { normalEmail } from '../addresses/email-form.ts'
import { openSealed } from '../keys/open-sealed.ts'
import type { Mail } from '../mail/send-mail.ts'
import { say, sayOutcome } from '../mail/write-mail.ts'
import type { EraseDeps } from '../rights/erase-thing.ts'

/** Addresses of an author. */
export interface Addresses {
  /** The address that the message was sent with, or by which the request was verified: codes are mailed to it. */
  readonly onFile: string | null
  /** A different address that was only typed into the request: its owner is unknown. */
  readonly typed: string | null
  /** Whether the address in the request is the one on file. */
  readonly isSame: boolean
}

/**
 * Returns the addresses of an author. Call it before anything is erased. An address that cannot be decrypted counts as none:
 * nothing is mailed to it, and the request can be answered all the same.
 */
export async function readAddresses(
  row: RequestRow,
  deps: Pick<EraseDeps, 'store' | 'cryptography' | 'log'>,
): Promise<Addresses> {
  const given = (await openSealed(deps, 'requests.email', row.id, row.email)) ?? null
  if (row.subjectKind === 'address') return { onFile: given, typed: null, isSame: given !== null }
  const message =
    row.subjectKind === 'message' ? await deps.store.findMessage({ id: row.subjectRef }) : undefined
  const onFile = message
    ? ((await openSealed(deps, 'messages.email', message.id, message.email)) ?? null)
    : null
  const isSame = given !== null && onFile !== null && normalEmail(given) === normalEmail(onFile)
  return { onFile, typed: isSame ? null : given, isSame }
}

/** Returns whether the address in a request is known to be its author's; `null` where none was given. */
export async function isEmailVerified(
  row: RequestRow,
  deps: Pick<EraseDeps, 'store' | 'cryptography' | 'log'>,
): Promise<boolean | null> {
  return row.email === null ? null : (await readAddresses(row, deps)).isSame
}

/** The school's answer, or a refusal, and its recipient. */
export interface Written {
  readonly closing: { readonly state: 'answered' | 'refused'; readonly text: string }
  readonly addresses: Addresses
  /** Whether the data, and with them the texts of the request, are deleted. */
  readonly isErased: boolean
}

/**
 * Returns the mails of an answer. The answer goes to the address on file only. An address that was only typed may be a
 * stranger's: it is informed that the request was dealt with, and where its author can read the answer.
 */
export function mailsOfAnswer(
  { number, language }: RequestRow,
  { closing, addresses, isErased }: Written,
  { site }: Pick<EraseDeps, 'site'>,
): readonly Mail[] {
  const { onFile, typed } = addresses
  const outcome = sayOutcome(closing.state, language)
  const mails: Mail[] = []
  if (onFile !== null) {
    // Every answer says how to complain (9.1).
    const values = { number, outcome, answer: closing.text, complaint: site.complaint[language] }
    mails.push({ kind: 'request_answer', to: onFile, language, values })
  }
  if (typed !== null) {
    const where = say(isErased ? 'erased' : 'answerReady', language)
    mails.push({ kind: 'request_closed', to: typed, language, values: { number, outcome, where } })
  }
  return mails
}
