import type { MessageDetailResult, MessagesResult } from '../../contract/index.ts'
import type { Cryptography } from '../../crypto/cryptography.ts'
import type { MessageRow, PreparedMail, Store, StoredMessage } from '../../store/store.ts'
import { buildNumber } from '../identifiers/uuid-v7.ts'
import { type OpenDeps, openMessageFields } from '../keys/open-sealed.ts'
import { audit, buildAudit } from '../registers/audit.ts'
import { deferErasure } from '../rights/defer.ts'
import { type EraseDeps, eraseThing } from '../rights/erase-thing.ts'
import { findHeldUntil, withConsent } from '../subject/subject.ts'

/** What staff's work on messages needs. */
export interface MessageStaffDeps {
  readonly store: Store
  readonly cryptography: Cryptography
  /** Milliseconds since 1970 UTC. */
  readonly clock: () => number
  readonly site: { readonly timeZone: string }
  readonly log: OpenDeps['log']
}

const iso = (ms: number): string => new Date(ms).toISOString()

/** A message as a list shows it: nothing that its sender wrote. */
export const presentLine = (row: MessageRow): MessagesResult['messages'][number] => ({
  reference: row.reference,
  language: row.language,
  receivedAt: iso(row.receivedAtMs),
  closedAt: row.closedAtMs === null ? null : iso(row.closedAtMs),
})

const auditedAs = (action: string, { reference }: MessageRow) => ({
  ...{ action, subject: reference, actor: 'administrator' },
})

/** Opens a message for who reads it, as far as it can be read, and notes in the audit that it was read. */
export async function openMessage(
  row: StoredMessage,
  deps: MessageStaffDeps,
): Promise<MessageDetailResult> {
  await audit(deps, { action: 'message.read', subject: row.reference, actor: 'administrator' })
  const { texts, unreadable } = await openMessageFields(row, deps)
  const consent = await deps.store.findConsent(row.consentId)
  return {
    ...presentLine(row),
    ...texts,
    unreadable,
    actor: consent?.actor ?? 'subject',
  }
}

/** Notes that a message is dealt with. Closing it again changes nothing. @returns `undefined` where it was deleted meanwhile. */
export async function closeMessage(
  row: StoredMessage,
  deps: MessageStaffDeps,
): Promise<MessageRow | undefined> {
  if (row.closedAtMs !== null) return row
  const entry = await buildAudit(auditedAs('message.close', row), deps)
  await deps.store.closeOpenMessage(row.id, deps.clock(), entry)
  // As it is now: another may have closed it, or its person deleted it, in the same moment.
  return deps.store.findMessage({ id: row.id })
}

/**
 * Closes a message, where it is open, in the commit that queues the answer to its sender and says so in the audit.
 *
 * @returns `undefined` where it was deleted meanwhile: then nobody is mailed.
 */
export async function closeWithAnswer(
  row: StoredMessage,
  mail: PreparedMail,
  deps: MessageStaffDeps,
): Promise<MessageRow | undefined> {
  const closedAtMs = row.closedAtMs ?? deps.clock()
  const entries = [await buildAudit(auditedAs('message.answer', row), deps)]
  if (row.closedAtMs === null) entries.push(await buildAudit(auditedAs('message.close', row), deps))
  const further = { entries, mails: [mail] }
  const result = await deps.store.updateMessage(row.id, { closedAtMs }, further)
  return result === 'absent' ? undefined : { ...row, closedAtMs }
}

/** What became of a child's message. */
export interface ChildErasure {
  /** Number of the entry in the register of destructions. */
  readonly number: string
  /** The last day on which the law has it kept; it is erased then. */
  readonly heldUntil?: string
}

/**
 * Deletes a message that a child has sent without a representative, with all that leads to the child, and says so in the
 * registers (clause 10.1, MI-06). Its consent is withdrawn first: the term of the proof begins, and cut off after it the message
 * is still there to be deleted.
 *
 * Where the law has the message kept, a child's is no exception: it stays blocked, and is deleted when the hold ends.
 */
export async function eraseChildMessage(
  row: StoredMessage,
  reason: string,
  deps: EraseDeps,
): Promise<ChildErasure> {
  const number = buildNumber('D', deps.cryptography.randomBytes(8))
  const ground = 'minor_without_representative'
  const heldUntil = await findHeldUntil(deps, row.id)
  const auditedUntil = (until: string | null) => ({
    ...auditedAs('message.erase_child', row),
    facts: { reason, number, ...(until !== null && { heldUntil: until }) },
  })
  const thing = await withConsent(deps.store, row)
  if (!thing) throw new Error('erase a message: the record of its consent is missing')
  if (heldUntil !== null) {
    const entries = [await buildAudit(auditedUntil(heldUntil), deps)]
    await deferErasure(thing, { number, ground, entries }, deps)
    return { number, heldUntil }
  }
  const further = { entries: [await buildAudit(auditedUntil(null), deps)] }
  const by = { number, ground, actor: 'administrator', further } as const
  if ((await eraseThing(thing, by, deps)) !== 'held') return { number }
  // A hold that came in between: said as of one that was there before.
  const until = await findHeldUntil(deps, row.id)
  await audit(deps, auditedUntil(until))
  return { number, ...(until !== null && { heldUntil: until }) }
}
