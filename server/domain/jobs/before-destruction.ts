import type { Store } from '../../store/store.ts'

/** Told the name of regular work before it destroys anything. */
export type BeforeDestruction = (job: string) => Promise<void>

/** What destroys at once, where it is asked to. */
const DESTROYING = [
  'pruneConsents',
  'shortenAddresses',
  'unlinkVisits',
  'eraseConsent',
  'eraseMessage',
] as const satisfies readonly (keyof Store)[]

/**
 * A store for one run of regular work, which tells before it destroys for the first time, and not at all where there is nothing to
 * destroy. What led to visits that are gone is not told of: it said nothing that they did not.
 *
 * @param tell awaited before anything is destroyed; the destruction is not stopped by it, so it must not reject.
 */
export function tellBeforeDestruction(store: Store, tell: () => Promise<void>): Store {
  let told: Promise<void> | undefined
  const first = () => {
    told ??= tell()
    return told
  }
  const telling = DESTROYING.map((name) => {
    const destroy = store[name] as (...given: readonly unknown[]) => Promise<unknown>
    const tellFirst = async (...given: readonly unknown[]) => {
      await first()
      return destroy(...given)
    }
    return [name, tellFirst]
  })
  return {
    ...store,
    ...(Object.fromEntries(telling) as Pick<Store, (typeof DESTROYING)[number]>),
    async destroyDue(dataClass, due, limit) {
      if (!told && (await store.countDue(dataClass, due, 1)) > 0) await first()
      return store.destroyDue(dataClass, due, limit)
    },
  }
}
