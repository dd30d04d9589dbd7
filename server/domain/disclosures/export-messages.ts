import type { MessagesExport } from '../../contract/index.ts'
import type { StoredMessage } from '../../store/store.ts'
import { MESSAGE_FIELDS, type OpenDeps, openMessageFields } from '../keys/open-sealed.ts'
import { hasEnded } from '../messages/open-messages.ts'
import type { ByActor } from '../registers/acting.ts'
import type { RegisterDeps } from '../registers/register-line.ts'
import { type AllowedDisclosure, noteUse } from './require-disclosure.ts'

type Deps = RegisterDeps & OpenDeps
type ExportedMessage = MessagesExport['messages'][number]

async function openMessage(
  message: StoredMessage,
  { dataCategories }: Pick<AllowedDisclosure, 'dataCategories'>,
  deps: Deps,
): Promise<ExportedMessage> {
  const fields = MESSAGE_FIELDS.filter((field) => dataCategories.includes(field))
  const { texts, unreadable } = await openMessageFields(message, deps, fields)
  return {
    reference: message.reference,
    receivedAt: new Date(message.receivedAtMs).toISOString(),
    ...texts,
    unreadable: [...unreadable],
  }
}

/** Decrypts what may be given out of the messages that a disclosure names. */
async function readMessages(allowed: AllowedDisclosure, deps: Deps) {
  const messages: ExportedMessage[] = []
  const leftOut: { ref: string; reason: 'blocked' | 'not_kept' }[] = []
  for (const ref of new Set(allowed.subjects)) {
    const by = ref.startsWith('K-') ? { reference: ref } : { id: ref }
    const message = await deps.store.findMessage(by)
    if (message?.isBlocked) leftOut.push({ ref, reason: 'blocked' })
    else if (!message || hasEnded(message, deps)) leftOut.push({ ref, reason: 'not_kept' })
    else messages.push(await openMessage(message, allowed, deps))
  }
  return { messages, leftOut }
}

/** An export that a disclosure allows. */
interface WantedExport {
  readonly disclosureId: string
  readonly allowed: AllowedDisclosure
  /** The client's id of the export. */
  readonly exportId?: string | undefined
}

/**
 * Decrypts the messages that a disclosure allows, each with the fields it names. Messages that the person has blocked, that
 * the law holds, or whose consent has ended are left out: they count as deleted. How many were given out and how many were not
 * is in the audit before anything is returned.
 *
 * @returns `undefined` where the entry was used already.
 */
export async function exportMessages(
  { disclosureId, allowed, exportId }: WantedExport,
  deps: Deps & ByActor,
): Promise<MessagesExport | undefined> {
  const { messages, leftOut } = await readMessages(allowed, deps)
  const given = { subjects: messages.length, leftOut: leftOut.length }
  const use = { disclosureId, atMs: allowed.atMs, exportId }
  if (!(await noteUse(use, given, deps))) return undefined
  return { exportedAt: new Date(deps.clock()).toISOString(), disclosureId, messages, leftOut }
}
