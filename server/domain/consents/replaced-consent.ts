import type { ConsentBody } from '../../contract/index.ts'
import type { ConsentEvent, Store } from '../../store/store.ts'

/** How a choice relates to the one that it replaces. */
export type Replacement = 'renewal' | 'change'

const granted = (grants: Readonly<Record<string, boolean>>): string =>
  Object.keys(grants)
    .filter((id) => grants[id])
    .sort()
    .join()

/** Returns a key that is equal for choices that grant the same. Data kinds count under `analytics` only. */
const grantsOf = ({ purposes, dataKinds }: Pick<ConsentEvent, 'purposes' | 'dataKinds'>): string =>
  `${granted(purposes)} ${purposes.analytics ? granted(dataKinds) : ''}`

/**
 * Compares a choice with the record that it claims to replace, even one that is already withdrawn or expired. Only its person
 * knows the record's id.
 *
 * @returns `undefined` where the record is unknown; the choice is then an ordinary consent.
 */
export async function findReplacement(
  { replaces, purposes, dataKinds }: Pick<ConsentBody, 'replaces' | 'purposes' | 'dataKinds'>,
  { findConsent, readConsentEvents }: Pick<Store, 'findConsent' | 'readConsentEvents'>,
): Promise<Replacement | undefined> {
  const old = replaces === undefined ? undefined : await findConsent(replaces)
  if (!old?.secretHash || old.surface === 'contact_form') return undefined
  const last = (await readConsentEvents(old.id)).findLast((event) =>
    Object.values(event.purposes).includes(true),
  )
  if (!last) return undefined
  return grantsOf(last) === grantsOf({ purposes, dataKinds }) ? 'renewal' : 'change'
}
