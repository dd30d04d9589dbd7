import type { MessageDetailResult, MessagesResult } from '../contract/index.ts'
import type { Cryptography } from '../crypto/cryptography.ts'
import type { MessageRow, Store, StoredMessage } from '../store/store.ts'
import { dayOf } from './day.ts'
import { audit, buildAudit } from './registers/audit.ts'
import { buildRegisterEntry } from './registers/register-entry.ts'
import { type SubjectDeps, withConsent } from './subject/subject.ts'
import { withdrawThing } from './subject/withdraw.ts'
import { buildNumber, buildUuidV7 } from './uuid-v7.ts'

/** What staff's work on messages needs. */
export interface MessageStaffDeps {
  readonly store: Store
  readonly cryptography: Cryptography
  /** Milliseconds since 1970 UTC. */
  readonly clock: () => number
  readonly site: { readonly timeZone: string }
}

const iso = (ms: number): string => new Date(ms).toISOString()

/** A message as a list shows it: nothing that its sender wrote. */
export const presentLine = (row: MessageRow): MessagesResult['messages'][number] => ({
  reference: row.reference,
  language: row.language,
  receivedAt: iso(row.receivedAtMs),
  closedAt: row.closedAtMs === null ? null : iso(row.closedAtMs),
})

/** Opens a message for who reads it, and notes in the audit that it was read. */
export async function openMessage(
  row: StoredMessage,
  deps: MessageStaffDeps,
): Promise<MessageDetailResult> {
  const { cryptography, store } = deps
  await audit(deps, { action: 'message.read', subject: row.reference, actor: 'administrator' })
  const open = (field: 'name' | 'email' | 'phone' | 'message', sealed: Uint8Array) =>
    cryptography.open(`messages.${field}`, row.id, sealed)
  const consent = await store.findConsent(row.consentId)
  return {
    ...presentLine(row),
    name: await open('name', row.name),
    email: row.email && (await open('email', row.email)),
    phone: row.phone && (await open('phone', row.phone)),
    message: await open('message', row.message),
    actor: consent?.actor ?? 'subject',
  }
}

/** Notes that a message is dealt with: its term begins (clause 6.3). Closing it again changes nothing. */
export async function closeMessage(
  row: StoredMessage,
  deps: MessageStaffDeps,
): Promise<MessageRow> {
  if (row.closedAtMs !== null) return row
  const closedAtMs = deps.clock()
  await deps.store.updateMessage(row.id, { closedAtMs })
  await audit(deps, { action: 'message.close', subject: row.reference, actor: 'administrator' })
  return { ...row, closedAtMs }
}

/**
 * Deletes a message that a child has sent without a representative, with all that leads to the child, and says so in the
 * registers (clause 10.1, MI-06). Its consent is withdrawn first: the term of the proof begins, and cut off after it the message
 * is still there to be deleted.
 *
 * @returns the number of the entry in the register of destructions.
 */
export async function eraseChildMessage(
  row: StoredMessage,
  reason: string,
  deps: SubjectDeps,
): Promise<string> {
  const { store, cryptography, clock, site } = deps
  const number = buildNumber('D', cryptography.randomBytes(8))
  const content = {
    number,
    date: dayOf(clock(), site.timeZone),
    category: 'messages',
    count: 1,
    ground: 'minor_without_representative',
    method: 'deletion',
    refs: [row.id],
  }
  const entry = await buildRegisterEntry(
    { register: 'destructions', thread: number, content, actor: 'administrator' },
    deps,
  )
  const audited = await buildAudit(
    {
      ...{ action: 'message.erase_child', subject: row.reference, actor: 'administrator' },
      facts: { reason, number },
    },
    deps,
  )
  const thing = await withConsent(store, row)
  const withdrawalId = buildUuidV7(clock(), cryptography.randomBytes(10))
  if (thing) await withdrawThing(thing, { id: withdrawalId }, deps)
  await store.clearRequests(row.id)
  await store.eraseMessage(row.id, entry, audited)
  return number
}
