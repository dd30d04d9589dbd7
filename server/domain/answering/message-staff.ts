import type { MessageDetailResult, MessagesResult } from '../../contract/index.ts'
import type { Cryptography } from '../../crypto/cryptography.ts'
import type { MessageRow, PreparedMail, Store, StoredMessage } from '../../store/store.ts'
import { buildNumber } from '../identifiers/uuid-v7.ts'
import { type OpenDeps, openMessageFields } from '../keys/open-sealed.ts'
import type { ByActor } from '../registers/acting.ts'
import { audit, buildAudit } from '../registers/audit.ts'
import { deferErasure } from '../rights/defer.ts'
import { type EraseDeps, eraseThing } from '../rights/erase-thing.ts'
import { findHeldUntil, withConsent } from '../subject/subject.ts'

/** Dependencies of staff's work on messages. */
export interface MessageStaffDeps extends ByActor {
  readonly store: Store
  readonly cryptography: Cryptography
  /** Milliseconds since 1970 UTC. */
  readonly clock: () => number
  readonly site: { readonly timeZone: string }
  readonly log: OpenDeps['log']
}

const iso = (ms: number): string => new Date(ms).toISOString()

/** Returns a message for a list, without its sender's text. */
export const presentLine = (row: MessageRow): MessagesResult['messages'][number] => ({
  reference: row.reference,
  language: row.language,
  receivedAt: iso(row.receivedAtMs),
  closedAt: row.closedAtMs === null ? null : iso(row.closedAtMs),
})

const auditedAs = (action: string, { reference }: MessageRow, { actor }: ByActor) => ({
  ...{ action, subject: reference, actor },
})

/** Decrypts a message as far as possible, and records in the audit that it was read. */
export async function openMessage(
  row: StoredMessage,
  deps: MessageStaffDeps,
): Promise<MessageDetailResult> {
  await audit(deps, auditedAs('message.read', row, deps))
  const { texts, unreadable } = await openMessageFields(row, deps)
  const consent = await deps.store.findConsent(row.consentId)
  return {
    ...presentLine(row),
    ...texts,
    unreadable,
    actor: consent?.actor ?? 'subject',
  }
}

/** Closes a message. Closing it again changes nothing. @returns `undefined` where it was deleted meanwhile. */
export async function closeMessage(
  row: StoredMessage,
  deps: MessageStaffDeps,
): Promise<MessageRow | undefined> {
  if (row.closedAtMs !== null) return row
  const entry = await buildAudit(auditedAs('message.close', row, deps), deps)
  await deps.store.closeOpenMessage(row.id, deps.clock(), { entries: [entry] })
  // The current state: it may have been closed or deleted at the same moment.
  return deps.store.findMessage({ id: row.id })
}

/**
 * Closes an open message in the commit that queues the answer to its sender and records it in the audit.
 *
 * @returns `undefined` where it was deleted meanwhile; then no mail is sent.
 */
export async function closeWithAnswer(
  row: StoredMessage,
  mail: PreparedMail,
  deps: MessageStaffDeps,
): Promise<MessageRow | undefined> {
  const closedAtMs = row.closedAtMs ?? deps.clock()
  const entries = [await buildAudit(auditedAs('message.answer', row, deps), deps)]
  if (row.closedAtMs === null)
    entries.push(await buildAudit(auditedAs('message.close', row, deps), deps))
  const further = { entries, mails: [mail] }
  const result = await deps.store.updateMessage(row.id, { closedAtMs }, further)
  return result === 'absent' ? undefined : { ...row, closedAtMs }
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
  const further = { entries: [await buildAudit(auditedUntil(null), deps)] }
  // A hold set meanwhile is reported like an earlier one.
  const buildHeld = async () => [
    await buildAudit(auditedUntil(await findHeldUntil(deps, row.id)), deps),
  ]
  const by = { number, ground, actor: deps.actor, further, buildHeld } as const
  if ((await eraseThing(thing, by, deps)) !== 'held') return { number }
  const until = await findHeldUntil(deps, row.id)
  return { number, ...(until !== null && { heldUntil: until }) }
}
