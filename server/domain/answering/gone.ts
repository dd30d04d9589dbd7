import type { Store } from '../../store/store.ts'

/** Returns the number under which something stands in the register of destructions, or `undefined` where it does not. */
export async function findDestruction(
  reference: string,
  { store }: { readonly store: Pick<Store, 'listRegister'> },
): Promise<string | undefined> {
  const selection = { register: 'destructions', search: reference, order: 'newest' } as const
  const [line] = await store.listRegister(selection, 1)
  return line?.thread
}
