import type { ActBody } from '../../contract/index.ts'
import type { ActOn, PreparedMail, RequestRow } from '../../store/store.ts'
import { prepareMails } from '../mail/queue-mail.ts'
import type { ByActor } from '../registers/acting.ts'
import { buildAudit } from '../registers/audit.ts'
import type { PreparedDeferral } from '../rights/defer.ts'
import type { EraseDeps } from '../rights/erase-thing.ts'
import { type Addresses, mailsOfAnswer, readAddresses, type Written } from './answer-mails.ts'
import { carryOut, isCarriedOut } from './carry-out.ts'
import { addHold, findHeld } from './held-things.ts'
import { findThingsOf, isRefusable, needsIdentity } from './request-things.ts'
import { buildAct } from './work.ts'

type ClosingDeps = EraseDeps & ByActor

/** The school's answer, or a refusal with its reason (DS-10). */
export interface Closing {
  readonly state: 'answered' | 'refused'
  readonly text: string
  /** How an author whom the server has not verified was identified. */
  readonly identity?: string | undefined
  /** The act of staff. Default: nothing is compared. */
  readonly act?: ActBody | undefined
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
  return { mails, mailed: mailedTo(written.addresses, mails.length > 0) }
}

/** @param isMailing whether mail is configured, and the mails were prepared. */
const mailedTo = ({ onFile, typed }: Addresses, isMailing: boolean): Mailed => ({
  isMailed: isMailing && onFile !== null,
  isNoticeMailed: isMailing && typed !== null,
})

/** Why a request was not closed. */
export type ClosingRefusal =
  | 'closed'
  | 'not_carried_out'
  | 'held'
  | 'unverified'
  | 'not_refusable'
  | 'changed'
  | 'repeated'

const actOf = ({ id: ref }: RequestRow, { act = {}, state }: Closing, deps: ClosingDeps) =>
  buildAct(act, { kind: 'request', ref, name: state === 'answered' ? 'answer' : 'refuse' }, deps)

/** Compares an act with the last one, before anything is prepared for it. */
async function lookAt(
  row: RequestRow,
  { act }: Closing,
  { store }: ClosingDeps,
): Promise<'stored' | 'changed' | 'repeated'> {
  if (act?.act === undefined && act?.seen === undefined) return 'stored'
  const work = await store.readWork('request', row.id)
  // One that was interrupted after it was noted goes on.
  if (act.act !== undefined && work?.lastAct?.id === act.act)
    return row.state === 'open' ? 'stored' : 'repeated'
  return act.seen !== undefined && work?.revision !== act.seen ? 'changed' : 'stored'
}

/** A closing with the deletions that it defers. */
interface ClosedWith extends Pick<Written, 'addresses'> {
  readonly closing: Closing
  readonly deferrals: readonly PreparedDeferral[]
  readonly act: ActOn
}

async function storeClosing(
  row: RequestRow,
  { closing, deferrals, addresses, act }: ClosedWith,
  deps: ClosingDeps,
): Promise<Closed | 'closed' | 'changed' | 'repeated'> {
  const { store, cryptography, clock } = deps
  const { state, text } = closing
  const closed = {
    state,
    answer: await cryptography.seal('requests.answer', row.id, text),
    closedAtMs: clock(),
  }
  const { mails, mailed } = await prepareAnswer(row, { closing, addresses, isErased: false }, deps)
  const action = state === 'answered' ? 'request.answer' : 'request.refuse'
  const facts = closing.identity === undefined ? {} : { identity: closing.identity }
  const entry = await buildAudit({ action, subject: row.number, actor: deps.actor, facts }, deps)
  const result = await store.closeRequest(row.number, closed, {
    deferred: deferrals.map(({ deferred }) => deferred),
    entries: [...deferrals.flatMap(({ entries }) => entries), entry],
    ...{ mails, act },
  })
  if (result === 'absent') return 'closed'
  if (result !== 'closed') return result
  return { row: { ...row, ...closed }, ...mailed }
}

/**
 * Carries out the request together with the answer, once its act is noted: nothing is deleted for one that comes too late.
 * `stopped`: the request itself must still be closed.
 */
async function carryOutWithAnswer(
  row: RequestRow,
  { closing, addresses, act }: Omit<ClosedWith, 'deferrals'>,
  deps: ClosingDeps,
): Promise<Closed | 'closed' | 'held' | 'stopped' | 'changed'> {
  const things = await findThingsOf(row, deps)
  if (row.kind === 'deletion' && (await findHeld(things, deps)).length > 0) return 'held'
  if ((await deps.store.takeAct(act)) === 'changed') return 'changed'
  const mails = mailsOfAnswer(row, { closing, addresses, isErased: true }, deps)
  const done = await carryOut(row, mails, deps)
  if (done === 'absent') return 'closed'
  if (done !== 'erased') return done
  const now = await deps.store.findRequest(row.number)
  return now ? { row: now, ...mailedTo(addresses, deps.prepareMail !== undefined) } : 'closed'
}

/**
 * Closes an open request, with date and audit entry, and mails the answer, in one commit. A deletion, block or objection is
 * not answered before it is carried out, or together with it. An answer that could not be mailed is available at `/v1/me`,
 * unless the data were deleted.
 *
 * @returns `closed` where it was closed already; `not_carried_out`; `held` where the data are under a legal hold; `unverified`
 *   where nobody has identified who asks; `not_refusable`; `changed` where somebody else has acted since, `repeated` where this
 *   act was the last one.
 */
export const closeRequest = (
  { id, number }: RequestRow,
  closing: Closing,
  deps: ClosingDeps,
): Promise<Closed | ClosingRefusal> =>
  // Two clicks at the same moment find the same state otherwise.
  deps.consents.inTurn(`request ${id}`, async () => {
    const now = await deps.store.findRequest(number)
    return now ? closeInTurn(now, closing, deps) : 'closed'
  })

async function closeInTurn(
  row: RequestRow,
  closing: Closing,
  deps: ClosingDeps,
): Promise<Closed | ClosingRefusal> {
  const seen = await lookAt(row, closing, deps)
  if (seen !== 'stored') return seen
  if (row.state !== 'open') return 'closed'
  if (closing.state === 'refused' && !isRefusable(row)) return 'not_refusable'
  if (closing.state === 'answered' && needsIdentity(row) && closing.identity === undefined)
    return 'unverified'
  const addresses = await readAddresses(row, deps)
  let act = actOf(row, closing, deps)
  if (closing.state === 'answered' && !(await isCarriedOut(row, deps))) {
    if (!closing.isCarryingOut) return 'not_carried_out'
    const done = await carryOutWithAnswer(row, { closing, addresses, act }, deps)
    if (done !== 'stopped') return done
    // It is carried out, whoever has acted meanwhile.
    act = { ...act, seen: undefined }
  }
  const { text, deferrals } = await addHold(row, closing, deps)
  return storeClosing(row, { closing: { ...closing, text }, deferrals, addresses, act }, deps)
}
