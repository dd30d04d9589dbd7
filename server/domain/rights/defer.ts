import type { DeferredErasure, ErasureGround, RegisterEntry } from '../../store/store.ts'
import { doForEach } from '../subject/do-for-each.ts'
import { findThing, idOf, type SubjectDeps, type Thing } from '../subject/subject.ts'
import { buildDeferral, type EraseDeps, eraseThing, withdrawWholly } from './erase-thing.ts'
import { openActLeft, prepareActAlone } from './erasure-act.ts'

/** Maximum deferred erasures carried out at once. */
const ERASED_AT_ONCE = 100

/** An erasure to be deferred. */
interface Deferral {
  readonly number: string
  readonly ground: ErasureGround
  /** Who orders it: `subject`, or the id of a member of staff. */
  readonly actor: string
}

/** A deferred erasure that is not stored yet, and its audit entry. */
export interface PreparedDeferral {
  readonly deferred: DeferredErasure
  readonly entries: readonly RegisterEntry[]
}

/** Withdraws the consent of a thing under a legal hold, and prepares what defers its erasure, with its audit entry. */
export async function prepareDeferral(
  thing: Thing,
  deferral: Deferral,
  deps: SubjectDeps,
): Promise<PreparedDeferral> {
  await withdrawWholly(thing, deps)
  const { number, ground } = deferral
  const deferred = { ref: idOf(thing), kind: thing.kind, number, ground, atMs: deps.clock() }
  return { deferred, entries: [await buildDeferral(thing, deferral, deps)] }
}

/**
 * Defers the erasure of a thing under a legal hold: the hold wins as long as it lasts, over a child's data too, and the
 * erasure is carried out when it ends, without anybody having to ask again. The consent is withdrawn at once.
 */
export async function deferErasure(
  thing: Thing,
  erasure: Deferral & {
    /** Further register lines about it. Default: none. */
    readonly entries?: readonly RegisterEntry[]
  },
  deps: SubjectDeps,
): Promise<void> {
  const { deferred, entries } = await prepareDeferral(thing, erasure, deps)
  await deps.store.deferErasure(deferred, { entries: [...(erasure.entries ?? []), ...entries] })
}

/** Carries out the erasures whose hold has ended. After an interruption the next run continues. @returns the number erased. */
export async function carryOutDeferred(deps: EraseDeps): Promise<number> {
  const due = await deps.store.readDueErasures(deps.clockGuard.now(), ERASED_AT_ONCE)
  await doForEach(due, async (deferred) => {
    const { ref, number, ground } = deferred
    const thing = await findThing(deps, ref)
    const act = await openActLeft(deferred, deps)
    const erasure = { number, ground, actor: act?.actor ?? 'system', act, isDeferred: true }
    const result = thing ? await eraseThing(thing, erasure, deps) : 'absent'
    if (result !== 'absent') return
    // The data are gone without it, by the list of deletions at a start.
    const further = act && (await prepareActAlone(act, number, deps))
    await deps.store.forgetDeferredErasure(ref, further)
  })
  return due.length
}
