import type { PreparedMail, RequestRow } from '../../store/store.ts'
import { normalEmail } from '../addresses/email-form.ts'
import { buildNumber } from '../identifiers/uuid-v7.ts'
import { openSealed } from '../keys/open-sealed.ts'
import { prepareMails } from '../mail/queue-mail.ts'
import type { Mail } from '../mail/send-mail.ts'
import { say, sayOutcome } from '../mail/write-mail.ts'
import type { ByActor } from '../registers/acting.ts'
import { buildAudit } from '../registers/audit.ts'
import { type PreparedDeferral, prepareDeferral } from '../rights/defer.ts'
import type { EraseDeps } from '../rights/erase-thing.ts'
import { findHeldUntil, findThing } from '../subject/subject.ts'
import { carryOut, isCarriedOut } from './carry-out.ts'

/** Dependencies of closing a request. */
type ClosingDeps = EraseDeps & ByActor

/** The school's answer, or a refusal with its reason (DS-10). */
export interface Closing {
  readonly state: 'answered' | 'refused'
  readonly text: string
  /** Whether to carry out the request with it. */
  readonly isCarryingOut?: boolean | undefined
}

/** Which mails a closing sends. */
interface Mailed {
  /** Whether the answer itself is mailed, to the address on file. */
  readonly isMailed: boolean
  /** Whether an unverified address is informed, without the answer, that the request was dealt with. */
  readonly isNoticeMailed: boolean
}

/** A closed request. */
export interface Closed extends Mailed {
  readonly row: RequestRow
}

/** A closing, and the deletion that it defers. */
interface HeldClosing {
  readonly closing: Closing
  readonly deferral?: PreparedDeferral
}

/** For a refusal to delete data under a legal hold: adds until when, and defers the deletion to the end of the hold. */
async function addHold(row: RequestRow, closing: Closing, deps: ClosingDeps): Promise<HeldClosing> {
  if (row.kind !== 'deletion' || row.scope !== 'site' || closing.state !== 'refused')
    return { closing }
  const untilOn = await findHeldUntil(deps, row.subjectRef)
  const thing = untilOn === null ? undefined : await findThing(deps, row.subjectRef)
  if (untilOn === null || !thing) return { closing }
  const number = buildNumber('D', deps.cryptography.randomBytes(8))
  const deferral = await prepareDeferral(
    thing,
    { number, ground: 'subject_request', actor: deps.actor },
    deps,
  )
  const text = `${closing.text}\n\n${say('heldUntil', row.language, { untilOn })}`
  return { closing: { ...closing, text }, deferral }
}

/** What is queued in the commit that closes a request, whichever commit that is. */
interface PreparedAnswer {
  readonly mails: readonly PreparedMail[]
  readonly mailed: Mailed
}

async function prepareAnswer(
  row: RequestRow,
  written: Written,
  deps: EraseDeps,
): Promise<PreparedAnswer> {
  const mails = await prepareMails(deps, () => mailsOfAnswer(row, written, deps))
  const { onFile, typed } = written.addresses
  const isDone = mails.length > 0
  return {
    mails,
    mailed: { isMailed: isDone && onFile !== null, isNoticeMailed: isDone && typed !== null },
  }
}

async function storeClosing(
  row: RequestRow,
  { closing, deferral, addresses }: Omit<Written, 'isErased'> & HeldClosing,
  deps: ClosingDeps,
): Promise<Closed | 'closed'> {
  const { store, cryptography, clock } = deps
  const { state, text } = closing
  const closed = {
    state,
    answer: await cryptography.seal('requests.answer', row.id, text),
    closedAtMs: clock(),
  }
  const { mails, mailed } = await prepareAnswer(row, { closing, addresses, isErased: false }, deps)
  const action = state === 'answered' ? 'request.answer' : 'request.refuse'
  const entry = await buildAudit({ action, subject: row.number, actor: deps.actor }, deps)
  const further = { ...deferral, entries: [...(deferral?.entries ?? []), entry], mails }
  const result = await store.closeRequest(row.number, closed, further)
  if (result === 'absent') return 'closed'
  return { row: { ...row, ...closed }, ...mailed }
}

/** Carries out the request together with the answer. `stopped`: the request itself must still be closed. */
async function carryOutWithAnswer(
  row: RequestRow,
  { closing, addresses }: Omit<Written, 'isErased'>,
  deps: ClosingDeps,
): Promise<Closed | 'closed' | 'held' | 'stopped'> {
  const isKept = row.kind === 'deletion' && (await findHeldUntil(deps, row.subjectRef)) !== null
  if (isKept) return 'held'
  const answer = await prepareAnswer(row, { closing, addresses, isErased: true }, deps)
  const done = await carryOut(row, answer.mails, deps)
  if (done === 'absent') return 'closed'
  if (done !== 'erased') return done
  const now = await deps.store.findRequest(row.number)
  return now ? { row: now, ...answer.mailed } : 'closed'
}

/**
 * Closes an open request, with date and audit entry, and mails the answer, in one commit. A deletion, block or objection is
 * not answered before it is carried out, or together with it. An answer that could not be mailed is available at `/v1/me`,
 * unless the data were deleted.
 *
 * @returns `closed` where it was closed already; `not_carried_out`; `held` where the data are under a legal hold.
 */
export async function closeRequest(
  row: RequestRow,
  closing: Closing,
  deps: ClosingDeps,
): Promise<Closed | 'closed' | 'not_carried_out' | 'held'> {
  if (row.state !== 'open') return 'closed'
  const addresses = await readAddresses(row, deps)
  if (closing.state === 'answered' && !(await isCarriedOut(row, deps))) {
    if (!closing.isCarryingOut) return 'not_carried_out'
    const done = await carryOutWithAnswer(row, { closing, addresses }, deps)
    if (done !== 'stopped') return done
  }
  return storeClosing(row, { ...(await addHold(row, closing, deps)), addresses }, deps)
}

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

/** The school's answer and its recipient. */
interface Written {
  readonly closing: Closing
  readonly addresses: Addresses
  /** Whether the data, and with them the texts of the request, are deleted. */
  readonly isErased: boolean
}

/**
 * Returns the mails of an answer. The answer goes to the address on file only. An address that was only typed may be a
 * stranger's: it is informed that the request was dealt with, and where its author can read the answer.
 */
function mailsOfAnswer(
  { number, language }: RequestRow,
  { closing, addresses, isErased }: Written,
  { site }: EraseDeps,
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
