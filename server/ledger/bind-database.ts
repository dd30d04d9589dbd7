import { deriveFingerprint } from '../crypto/derive.ts'
import type { Keys } from '../crypto/open-keys.ts'
import { type BindDeps, bindLedger } from '../domain/ledger/take-over.ts'
import type { Store } from '../store/store.ts'

/**
 * Binds the ledger and signing keys of an open database to the secret, and marks its key generations as bound, so that
 * somebody with only the file cannot make it look like an older, unbound database. Call it before anything is written.
 */
export async function bindDatabase({
  keys: { ring, wasBound },
  ...deps
}: BindDeps & {
  readonly keys: Pick<Keys, 'ring' | 'wasBound'>
  readonly store: Pick<Store, 'setKeyFingerprint'>
}): Promise<void> {
  await bindLedger(deps, wasBound)
  if (wasBound) return
  for (const id of ring.idsInUse()) {
    const secret = ring.secretOf(id)
    if (secret) await deps.store.setKeyFingerprint(id, deriveFingerprint(secret, id))
  }
}
