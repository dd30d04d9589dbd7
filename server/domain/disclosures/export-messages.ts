import type { MessagesExport } from '../../contract/index.ts'
import type { StoredMessage } from '../../store/store.ts'
import { type OpenDeps, openMessageFields } from '../keys/open-sealed.ts'
import { hasEnded } from '../messages/open-messages.ts'
import type { RegisterDeps } from '../registers/register-line.ts'
import type { AllowedDisclosure } from './require-disclosure.ts'

type Deps = RegisterDeps & OpenDeps
type ExportedMessage = MessagesExport['messages'][number]

const FIELDS = ['name', 'email', 'phone', 'message'] as const

async function openMessage(
  message: StoredMessage,
  { dataCategories }: Pick<AllowedDisclosure, 'dataCategories'>,
  deps: Deps,
): Promise<ExportedMessage> {
  const fields = FIELDS.filter((field) => dataCategories.includes(field))
  const { texts, unreadable } = await openMessageFields(message, deps, fields)
  return {
    reference: message.reference,
    receivedAt: new Date(message.receivedAtMs).toISOString(),
    ...texts,
    unreadable: [...unreadable],
  }
}

/**
 * Decrypts the messages that a disclosure allows, each with the fields it names. Messages that the person has blocked, or
 * whose consent has ended, are excluded: they count as deleted.
 */
export async function exportMessages(
  { disclosureId, allowed }: { disclosureId: string; allowed: AllowedDisclosure },
  deps: Deps,
): Promise<MessagesExport> {
  const messages: ExportedMessage[] = []
  const leftOut: { ref: string; reason: 'blocked' | 'not_kept' }[] = []
  for (const ref of new Set(allowed.subjects)) {
    const by = ref.startsWith('K-') ? { reference: ref } : { id: ref }
    const message = await deps.store.findMessage(by)
    if (message?.isBlocked) leftOut.push({ ref, reason: 'blocked' })
    else if (!message || hasEnded(message, deps)) leftOut.push({ ref, reason: 'not_kept' })
    else messages.push(await openMessage(message, allowed, deps))
  }
  return { exportedAt: new Date(deps.clock()).toISOString(), disclosureId, messages, leftOut }
}
