import type { Cryptography } from '../../crypto/cryptography.ts'
import type { RegisterEntry, Store } from '../../store/store.ts'
import { buildRegisterEntry } from './register-entry.ts'

/** What somebody of the school has seen or changed. */
export interface AuditedAction {
  /** What was done, as `thing.verb`: `message.read`, `request.answer`, `register.export`. */
  readonly action: string
  /** Id, reference or number of what it was done to; never a name, an address, or anything that was read. */
  readonly subject: string
  /** `administrator`, `subject` or `system`. */
  readonly actor: string
  /** Further facts, without personal data: a reason, a count. */
  readonly facts?: Readonly<Record<string, string | number | boolean>>
}

/** What `audit` notes, to be written together with what it is about. */
export const buildAudit = (
  { action, subject, actor, facts = {} }: AuditedAction,
  deps: { readonly cryptography: Cryptography; readonly clock: () => number },
): Promise<RegisterEntry> => {
  const content = { action, subject, ...facts }
  return buildRegisterEntry({ register: 'audit', thread: subject, content, actor }, deps)
}

/** Notes in the audit register who has seen or changed what (SE-04); sealed by the ledger like every register. */
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
