import { readFirst } from '../../../domain/answering/work.ts'
import type { ByActor } from '../../../domain/registers/acting.ts'
import { ApiError } from '../../../http/answering/api-error.ts'
import type { AppDeps } from '../../../http/app-deps.ts'
import type { ActOn, ActResult } from '../../../store/store.ts'

type NamingDeps = Pick<AppDeps, 'store' | 'cryptography' | 'log'>

/** @throws {ApiError} `changed_meanwhile`, with who was first. */
export async function throwChanged(
  { kind, ref }: Pick<ActOn, 'kind' | 'ref'>,
  deps: NamingDeps,
): Promise<never> {
  throw new ApiError('changed_meanwhile', { facts: await readFirst(kind, ref, deps) })
}

/**
 * Passes an act that was done, or was the last one already.
 *
 * @throws {ApiError} `changed_meanwhile`, with who was first; `not_found` where the thing was deleted meanwhile.
 */
export async function throwUnlessActed(
  result: ActResult,
  on: Pick<ActOn, 'kind' | 'ref'>,
  deps: NamingDeps,
): Promise<void> {
  if (result === 'absent') throw new ApiError('not_found')
  if (result === 'changed') await throwChanged(on, deps)
}

/** Returns whose things a list is asked for: an account's, `null` for nobody's, or anybody's. */
export const ownerOf = (
  owner: 'me' | 'nobody' | undefined,
  { actor }: ByActor,
): string | null | undefined => (owner === 'me' ? actor : owner && null)
