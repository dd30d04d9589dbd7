import type { ActBody, LiftReason, MeResult, RequestDetailResult } from '../../contract/index.ts'
import type { ActResult, RequestRow } from '../../store/store.ts'
import type { ByActor } from '../registers/acting.ts'
import { audit, buildAudit } from '../registers/audit.ts'
import { openRequest } from '../requests/present.ts'
import type { EraseDeps } from '../rights/erase-thing.ts'
import { buildOverview, readOwnData } from '../rights/overview.ts'
import {
  hasPurpose,
  judgeLift,
  lift,
  type RestrictionOutcome,
  readRestricted,
  restrict,
} from '../rights/restrict.ts'
import { isEmailVerified } from './answer-mails.ts'
import { findHeld, lastDayOf } from './held-things.ts'
import { maskField } from './mask.ts'
import { presentInThread, presentRequestLine } from './request-list.ts'
import { findThingsOf, isRefusable, verifiedBy } from './request-things.ts'
import { buildAct } from './work.ts'

/** Dependencies of staff's work on requests. */
export type RequestStaffDeps = EraseDeps & ByActor

const auditedAs = (action: string, { number }: RequestRow, { actor }: ByActor) => ({
  ...{ action, subject: number, actor },
})

/** Returns who is named to answer a request about data outside the website. */
const responsibleFor = ({ scope }: RequestRow, { site }: RequestStaffDeps): string | null =>
  scope === 'other' ? (site.operator.responsible?.email ?? null) : null

/** Returns a request with the text of its author, who is masked, and what can be done about it. */
export async function presentRequest(
  row: RequestRow,
  deps: RequestStaffDeps,
): Promise<RequestDetailResult> {
  const { store } = deps
  const message =
    row.subjectKind === 'message' ? await store.findMessage({ id: row.subjectRef }) : undefined
  const { texts, unreadable } = await openRequest(row, deps)
  const [work, thread] = [await store.readWork('request', row.id), await store.readThreadOf(row.id)]
  if (!work) throw new Error('present a request: it is gone')
  const things = await findThingsOf(row, deps)
  return {
    ...(await presentRequestLine({ ...row, ...work, inThread: thread.length }, deps)),
    subject: { kind: row.subjectKind, ref: message?.reference ?? row.subjectRef },
    language: row.language,
    name: maskField('name', texts.name),
    text: texts.text,
    email: maskField('email', texts.email),
    answer: texts.answer,
    unreadable,
    isEmailVerified: await isEmailVerified(row, deps),
    verifiedBy: verifiedBy(row),
    things: (await readRestricted(things, deps)).map(({ kind, ref, isBlocked }) => ({
      ...{ kind, ref, isBlocked },
    })),
    isRefusable: isRefusable(row),
    responsible: responsibleFor(row, deps),
    thread: thread.map((one) => presentInThread(one, deps)),
    canMail: deps.prepareMail !== undefined,
    heldUntil: lastDayOf(await findHeld(things, deps)),
  }
}

/** Decrypts one masked field of an author, and records in the audit that it was shown, before it is. */
export async function revealRequestField(
  row: RequestRow,
  field: 'name' | 'email',
  deps: RequestStaffDeps,
): Promise<string | null> {
  await audit(deps, { ...auditedAs('request.reveal', row, deps), facts: { field } })
  return (await openRequest(row, deps)).texts[field]
}

/** Returns what its author sees of their own data. That it was read is audited before it is. */
export async function readDataOf(row: RequestRow, deps: RequestStaffDeps): Promise<MeResult> {
  await audit(deps, auditedAs('request.data', row, deps))
  const things = await findThingsOf(row, deps)
  return buildOverview(await readOwnData(things, deps), deps)
}

/** Gives a request to an account, or to nobody. */
export async function assignRequest(
  row: RequestRow,
  { assignee, act: given }: { readonly assignee: string | null; readonly act: ActBody },
  deps: RequestStaffDeps,
): Promise<ActResult> {
  const facts = { to: assignee ?? 'nobody' }
  const entries = [await buildAudit({ ...auditedAs('request.assign', row, deps), facts }, deps)]
  const act = buildAct(given, { kind: 'request', ref: row.id, name: 'assign' }, deps)
  return deps.store.assign(act, assignee, { entries })
}

/** What is stopped for the author of a request, or goes on. */
export interface Stopping {
  readonly purpose?: string | undefined
  /** Why it goes on. Default: it is stopped. */
  readonly reason?: LiftReason | undefined
  readonly act: ActBody
}

/**
 * Stops one purpose, or everything, for the author of a request, or lets it go on with a reason. Repeated it changes
 * nothing, and what is not done is no act.
 *
 * @returns `nothing_here` where nothing is stored of which the author has proved that it is theirs; `changed` where somebody
 *   else has acted since.
 */
export async function stopByRequest(
  row: RequestRow,
  { purpose, reason, act: given }: Stopping,
  deps: RequestStaffDeps,
): Promise<RestrictionOutcome | 'nothing_here' | 'changed'> {
  const things = await findThingsOf(row, deps)
  if (things.length === 0) return 'nothing_here'
  // Two clicks at the same moment find the same state otherwise.
  return deps.consents.inTurn(`request ${row.id}`, async () => {
    const name = reason === undefined ? 'restrict' : 'lift'
    const act = buildAct(given, { kind: 'request', ref: row.id, name }, deps)
    const by = { purpose, actor: deps.actor }
    const isRepeated = (await deps.store.readWork('request', row.id))?.lastAct?.id === act.id
    // Its person may have stopped it anew since the lift that this one repeats.
    if (isRepeated && reason !== undefined) return 'done'
    // No act is noted for what is not done.
    if (!hasPurpose(things, purpose)) return 'purpose_unknown'
    const judged = reason === undefined ? 'done' : await judgeLift(things, by, deps)
    if (judged !== 'done') return judged
    if ((await deps.store.takeAct(act)) === 'changed') return 'changed'
    return reason === undefined ? restrict(things, by, deps) : lift(things, { ...by, reason }, deps)
  })
}
