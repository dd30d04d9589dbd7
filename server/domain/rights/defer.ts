import type { ErasureGround, RegisterEntry } from '../../store/store.ts'
import { doForEach } from '../subject/do-for-each.ts'
import { findThing, idOf, type SubjectDeps, type Thing } from '../subject/subject.ts'
import { buildDeferral, type EraseDeps, eraseThing, withdrawWholly } from './erase-thing.ts'

/** Deferred erasures carried out in one go. */
const ERASED_AT_ONCE = 100

/**
 * Notes that a thing is to be erased which the law has kept: the hold wins for as long as it lasts, over a child's data too, and the
 * erasure is carried out when it ends, without anybody having to ask again. Its consent is withdrawn at once.
 */
export async function deferErasure(
  thing: Thing,
  erasure: {
    readonly number: string
    readonly ground: ErasureGround
    /** Further lines of registers about it. Default: none. */
    readonly entries?: readonly RegisterEntry[]
  },
  deps: SubjectDeps,
): Promise<void> {
  await withdrawWholly(thing, deps)
  const { number, ground, entries = [] } = erasure
  const deferred = { ref: idOf(thing), kind: thing.kind, number, ground, atMs: deps.clock() }
  const further = { entries: [...entries, await buildDeferral(thing, erasure, deps)] }
  await deps.store.deferErasure(deferred, further)
}

/** Carries out the erasures whose hold has ended. Cut off anywhere, the next run goes on. @returns how many. */
export async function carryOutDeferred(deps: EraseDeps): Promise<number> {
  const due = await deps.store.readDueErasures(deps.clockGuard.now(), ERASED_AT_ONCE)
  await doForEach(due, async ({ ref, number, ground }) => {
    const thing = await findThing(deps, ref)
    if (thing) await eraseThing(thing, { number, ground, actor: 'system' }, deps)
    else await deps.store.forgetDeferredErasure(ref)
  })
  return due.length
}
