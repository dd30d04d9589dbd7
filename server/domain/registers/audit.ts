import type { Cryptography } from '../../crypto/cryptography.ts'
import type { Store } from '../../store/store.ts'
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

/** Notes in the audit register who has seen or changed what (SE-04); sealed by the ledger like every register. */
export async function audit(
  deps: {
    readonly store: Pick<Store, 'addRegisterEntry'>
    readonly cryptography: Cryptography
    readonly clock: () => number
  },
  { action, subject, actor, facts = {} }: AuditedAction,
): Promise<void> {
  const content = { action, subject, ...facts }
  await deps.store.addRegisterEntry(
    await buildRegisterEntry({ register: 'audit', thread: subject, content, actor }, deps),
  )
}
