import type { Cryptography } from '../../crypto/cryptography.ts'
import type { RegisterEntry, Store } from '../../store/store.ts'
import { buildRegisterEntry } from './register-entry.ts'

/** An action of staff, a subject or the system that is recorded in the audit register. */
export interface AuditedAction {
  /** The action as `thing.verb`: `message.read`, `request.answer`, `register.export`. */
  readonly action: string
  /** Id, reference or number of the object; never a name, an address, or anything that was read. */
  readonly subject: string
  /** The id of a member of staff, `subject`, `system`, or `unknown` where nobody is signed in. */
  readonly actor: string
  /** Further facts, without personal data: a reason, a count. */
  readonly facts?: Readonly<Record<string, string | number | boolean>>
}

/** Builds an audit entry, to be stored together with the change it records. */
export const buildAudit = (
  { action, subject, actor, facts = {} }: AuditedAction,
  deps: { readonly cryptography: Cryptography; readonly clock: () => number },
): Promise<RegisterEntry> => {
  const content = { action, subject, ...facts }
  return buildRegisterEntry({ register: 'audit', thread: subject, content, actor }, deps)
}

/** Records in the audit register who has read or changed what (SE-04). The ledger seals it like every register. */
export async function audit(
  deps: {
    readonly store: Pick<Store, 'addRegisterEntry'>
    readonly cryptography: Cryptography
    readonly clock: () => number
  },
  action: AuditedAction,
): Promise<void> {
  await deps.store.addRegisterEntry(await buildAudit(action, deps))
}
