import type { SignedReceipt } from '../../contract/index.ts'
import type { Signer } from '../../crypto/signer.ts'
import type { Store, StoredConsent } from '../../store/store.ts'
import { buildFullReceipt } from './full-receipt.ts'
import { toKantara } from './kantara.ts'

/**
 * Builds and signs the receipt of a record. Signed on request, because a signature costs more than the rest of giving a
 * consent.
 *
 * @returns `undefined` where the notice of the record is no longer stored.
 */
export async function signReceipt(
  stored: StoredConsent,
  deps: {
    readonly store: Pick<Store, 'readConsentEvents' | 'findNotice'>
    readonly signer: Signer
    readonly clock: () => number
  },
): Promise<SignedReceipt | undefined> {
  const [events, notice] = await Promise.all([
    deps.store.readConsentEvents(stored.id),
    deps.store.findNotice(stored.noticeSha256),
  ])
  if (!notice) return undefined
  const receipt = buildFullReceipt(stored, events, notice, deps.clock())
  return {
    receipt,
    kantara: toKantara(receipt),
    jws: await deps.signer.sign('receipt', JSON.stringify(receipt)),
  }
}
