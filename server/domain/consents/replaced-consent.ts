import type { ConsentBody } from '../../contract/index.ts'
import type { ConsentEvent, Store } from '../../store/store.ts'

/** What a choice is to the one whose place it takes. */
export type Replacement = 'renewal' | 'change'

const granted = (grants: Readonly<Record<string, boolean>>): string =>
  Object.keys(grants)
    .filter((id) => grants[id])
    .sort()
    .join()

/** What is granted, alike for all that grant the same. Kinds of data count under `analytics` alone. */
const grantsOf = ({ purposes, dataKinds }: Pick<ConsentEvent, 'purposes' | 'dataKinds'>): string =>
  `${granted(purposes)} ${purposes.analytics ? granted(dataKinds) : ''}`

/**
 * Holds a choice against the record that it says it replaces, whatever has become of that since: it was withdrawn just now, or is
 * over. Its id is known to nobody but its person.
 *
 * @returns `undefined` where it replaces none that is known: then it is a consent like any other.
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
