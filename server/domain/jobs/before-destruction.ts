import type { Store } from '../../store/store.ts'

/** Called with the name of a job before the job destroys anything. */
export type BeforeDestruction = (job: string) => Promise<void>

/** Store methods that destroy data immediately. */
const DESTROYING = [
  'pruneConsents',
  'shortenAddresses',
  'unlinkVisits',
  'eraseConsent',
  'eraseMessage',
] as const satisfies readonly (keyof Store)[]

/**
 * Wraps the store for one run of a job. The wrapper calls `tell` before the first destruction, and never where there is
 * nothing to destroy. Deleting the links to visits that are already gone does not trigger it, since it removes no further
 * information.
 *
 * @param tell awaited before anything is destroyed. It cannot stop the destruction, so it must not reject.
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
