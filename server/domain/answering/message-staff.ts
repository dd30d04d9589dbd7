import type { ActBody, MessageDetailResult } from '../../contract/index.ts'
import type { Cryptography } from '../../crypto/cryptography.ts'
import type { ActResult, PreparedMail, Store, StoredMessage } from '../../store/store.ts'
import { buildNumber } from '../identifiers/uuid-v7.ts'
import { type MessageField, type OpenDeps, openMessageFields } from '../keys/open-sealed.ts'
import type { ByActor } from '../registers/acting.ts'
import { audit, buildAudit } from '../registers/audit.ts'
import { deferErasure } from '../rights/defer.ts'
import { type EraseDeps, eraseThing } from '../rights/erase-thing.ts'
import { findHeldUntil, withConsent } from '../subject/subject.ts'
import { presentLine, type WorkedMessage } from './message-list.ts'
import { buildAct } from './work.ts'

/** Dependencies of staff's work on messages. */
export interface MessageStaffDeps extends ByActor {
  readonly store: Store
  readonly cryptography: Cryptography
  /** Milliseconds since 1970 UTC. */
  readonly clock: () => number
  readonly site: { readonly timeZone: string }
  readonly log: OpenDeps['log']
}

const auditedAs = (
  action: string,
  { reference }: Pick<StoredMessage, 'reference'>,
  { actor }: ByActor,
) => ({ action, subject: reference, actor })

const actOn = (name: string, { id: ref }: StoredMessage, given: ActBody, deps: MessageStaffDeps) =>
  buildAct(given, { kind: 'message', ref, name }, deps)

/** Decrypts a message's text as far as possible, its sender masked, and records in the audit that it was read. */
export async function openMessage(
  row: WorkedMessage,
  deps: MessageStaffDeps & Pick<EraseDeps, 'prepareMail'>,
): Promise<MessageDetailResult> {
  await audit(deps, auditedAs('message.read', row, deps))
  const { texts, unreadable } = await openMessageFields(row, deps)
  const consent = await deps.store.findConsent(row.consentId)
  return {
    ...(await presentLine(row, deps)),
    message: texts.message,
    unreadable,
    actor: consent?.actor ?? 'subject',
    canMail: deps.prepareMail !== undefined,
  }
}

/** Decrypts one masked field of a sender, and records in the audit that it was shown, before it is. */
export async function revealField(
  row: StoredMessage,
  field: Exclude<MessageField, 'message'>,
  deps: MessageStaffDeps,
): Promise<string | null> {
  await audit(deps, { ...auditedAs('message.reveal', row, deps), facts: { field } })
  return (await openMessageFields(row, deps, [field])).texts[field]
}

/** Gives a message to an account, or to nobody. */
export async function assignMessage(
  row: StoredMessage,
  assignee: string | null,
  given: ActBody,
  deps: MessageStaffDeps,
): Promise<ActResult> {
  const facts = { to: assignee ?? 'nobody' }
  const entries = [await buildAudit({ ...auditedAs('message.assign', row, deps), facts }, deps)]
  return deps.store.assign(actOn('assign', row, given, deps), assignee, { entries })
}

/** Closes a message. One that is closed already stays as it is. */
export async function closeMessage(
  row: StoredMessage,
  given: ActBody,
  deps: MessageStaffDeps,
): Promise<ActResult> {
  const act = actOn('close', row, given, deps)
  const entries = [await buildAudit(auditedAs('message.close', row, deps), deps)]
  const closed = await deps.store.closeOpenMessage(row.id, deps.clock(), { entries, act })
  return closed === 'conflict' ? 'repeated' : closed
}

/** Closes an open message in the commit that queues the answer to its sender and records it in the audit. */
export async function closeWithAnswer(
  row: StoredMessage,
  { mail, act: given }: { readonly mail: PreparedMail; readonly act: ActBody },
  deps: MessageStaffDeps,
): Promise<ActResult> {
  const closedAtMs = row.closedAtMs ?? deps.clock()
  const entries = [await buildAudit(auditedAs('message.answer', row, deps), deps)]
  if (row.closedAtMs === null)
    entries.push(await buildAudit(auditedAs('message.close', row, deps), deps))
  const act = actOn('answer', row, given, deps)
  return deps.store.updateMessage(row.id, { closedAtMs }, { entries, mails: [mail], act })
}

/** Result of erasing a child's message. */
export interface ChildErasure {
  /** Number of the entry in the register of destructions. */
  readonly number: string
  /** The last day of a legal hold on it; it is erased after that. */
  readonly heldUntil?: string
}

/**
 * Deletes a message that a child has sent without a representative, with everything linked to the child, and records it in
 * the registers (clause 10.1, MI-06). Its consent is withdrawn first: the retention period of the proof begins, and after an
 * interruption the message can still be deleted.
 *
 * A legal hold applies to a child's message too: it stays blocked, and is deleted when the hold ends.
 */
export async function eraseChildMessage(
  row: StoredMessage,
  reason: string,
  deps: EraseDeps & ByActor,
): Promise<ChildErasure> {
  const number = buildNumber('D', deps.cryptography.randomBytes(8))
  const ground = 'minor_without_representative'
  const heldUntil = await findHeldUntil(deps, row.id)
  const auditedUntil = (until: string | null) => ({
    ...auditedAs('message.erase_child', row, deps),
    facts: { reason, number, ...(until !== null && { heldUntil: until }) },
  })
  const thing = await withConsent(deps.store, row)
  if (!thing) throw new Error('erase a message: the record of its consent is missing')
  if (heldUntil !== null) {
    const entries = [await buildAudit(auditedUntil(heldUntil), deps)]
    await deferErasure(thing, { number, ground, entries, actor: deps.actor }, deps)
    return { number, heldUntil }
  }
  const act = { actor: deps.actor, lines: [auditedUntil(null)], mails: [] }
  // A hold set meanwhile is reported like an earlier one.
  const buildHeld = async () => [
    await buildAudit(auditedUntil(await findHeldUntil(deps, row.id)), deps),
  ]
  const by = { number, ground, actor: deps.actor, act, buildHeld } as const
  if ((await eraseThing(thing, by, deps)) !== 'held') return { number }
  const until = await findHeldUntil(deps, row.id)
  return { number, ...(until !== null && { heldUntil: until }) }
}
