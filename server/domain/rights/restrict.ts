import type { LiftReason, RestrictionResult } from '../../contract/index.ts'
import type { RecordedRestriction, StoredConsent } from '../../store/store.ts'
import { buildUuidV7 } from '../identifiers/uuid-v7.ts'
import type { ByActor } from '../registers/acting.ts'
import { buildAudit } from '../registers/audit.ts'
import { doForEach } from '../subject/do-for-each.ts'
import { idOf, isHeld, nameOf, type SubjectDeps, type Thing } from '../subject/subject.ts'

/** Means every purpose: a block (DS-04). */
export const EVERYTHING = ''

/** Result of restricting or lifting. */
export type RestrictionOutcome = 'done' | 'purpose_unknown' | 'held' | 'withdrawn' | 'too_many'

/** A message has one purpose, so restricting it means blocking the message. */
const purposeOn = (thing: Thing, purpose: string): string =>
  thing.kind === 'message' ? EVERYTHING : purpose

const knows = ({ consent }: Thing, purpose: string): boolean =>
  purpose === EVERYTHING || Object.hasOwn(consent.latest.purposes, purpose)

const wishOf = (purpose: string) => `restriction ${purpose}`

interface Restricting {
  readonly purpose: string
  /** `subject`, the person, or the id of a member of staff. */
  readonly actor: string
}

/** Builds a restriction and its audit entry. */
async function buildRestriction(
  thing: Thing,
  { purpose, actor }: Restricting,
  deps: SubjectDeps,
): Promise<RecordedRestriction> {
  const atMs = deps.clock()
  const id = buildUuidV7(atMs, deps.cryptography.randomBytes(10))
  const action = purpose === EVERYTHING ? 'data.block' : 'data.restrict'
  const audited = { action, subject: nameOf(thing), actor, facts: { purpose } }
  const entries = [await buildAudit(audited, deps)]
  const { kind } = thing
  return { restriction: { id, kind, ref: idOf(thing), purpose, atMs, liftedAtMs: null }, entries }
}

/** Stores a restriction with its audit entry, unless it exists already. */
async function addRestriction(
  thing: Thing,
  restricting: Restricting,
  deps: SubjectDeps,
): Promise<void> {
  const all = await deps.store.readRestrictions(idOf(thing))
  const active = all.filter((one) => one.liftedAtMs === null)
  if (active.some((one) => one.purpose === restricting.purpose)) return
  const { restriction, entries } = await buildRestriction(thing, restricting, deps)
  await deps.store.addRestriction(restriction, { entries })
}

/**
 * Updates the cache before the write, so that no visit is accepted in between. If it cannot be stored, this process applies
 * it all the same.
 */
async function stopVisits(
  { kind, consent }: { readonly kind: Thing['kind']; readonly consent: StoredConsent },
  purpose: string,
  write: () => Promise<unknown>,
  { consents }: Pick<SubjectDeps, 'consents'>,
): Promise<void> {
  if (kind === 'message') {
    await write()
    return
  }
  const change = (one: StoredConsent) => ({ ...one, restricted: [...one.restricted, purpose] })
  consents.replace(change(consent))
  try {
    await write()
    consents.settle(consent.id, wishOf(purpose))
  } catch (error) {
    consents.insist(consent.id, wishOf(purpose), change)
    throw error
  } finally {
    // The next read is from the store: two concurrent changes must not leave the cache with only one of them.
    consents.forget(consent.id)
  }
}

/** Restricts one purpose, or everything (DS-04, DS-07). An existing restriction is kept. Nothing is deleted. */
export async function restrict(
  things: readonly Thing[],
  { purpose = EVERYTHING, actor }: { purpose?: string | undefined; actor: string },
  deps: SubjectDeps,
): Promise<RestrictionOutcome> {
  if (!hasPurpose(things, purpose)) return 'purpose_unknown'
  const concerned = things.filter((thing) => knows(thing, purpose))
  await doForEach(concerned, (thing) => {
    const stopped = purposeOn(thing, purpose)
    const add = () => addRestriction(thing, { purpose: stopped, actor }, deps)
    return stopVisits(thing, stopped, add, deps)
  })
  return 'done'
}

/**
 * Blocks a thing in the commit of something else, and stops its visits before that.
 *
 * @param write stores the block and its audit entry with it, unless the thing is blocked already.
 */
export async function blockWith(
  thing: Thing,
  write: (block: RecordedRestriction) => Promise<unknown>,
  deps: SubjectDeps & ByActor,
): Promise<void> {
  const restricting = { purpose: EVERYTHING, actor: deps.actor }
  const block = await buildRestriction(thing, restricting, deps)
  await stopVisits(thing, EVERYTHING, () => write(block), deps)
}

/** A message whose consent was withdrawn must not be used again; only a new message can give a new consent. */
const isUnusable = ({ kind, consent }: Thing): boolean =>
  kind === 'message' && consent.latest.state === 'ConsentWithdrawn'

/**
 * Maximum restrictions of one thing, including lifted ones, up to which its person can lift one: each is kept as proof, and a
 * program that restricts and lifts all day must not fill registers and responses. Restricting is never refused; staff can
 * still lift.
 */
const KEPT_AT_MOST = 200

async function isLiftedTooOften(
  things: readonly Thing[],
  actor: string,
  { store }: Pick<SubjectDeps, 'store'>,
): Promise<boolean> {
  if (actor !== 'subject') return false
  const all = await Promise.all(things.map((thing) => store.readRestrictions(idOf(thing))))
  return all.some(({ length }) => length >= KEPT_AT_MOST)
}

/** Returns whether any of the things has a purpose, so that it can be restricted. */
export const hasPurpose = (things: readonly Thing[], purpose = EVERYTHING): boolean =>
  things.some((thing) => knows(thing, purpose))

/** Returns why a lift cannot be done; `done` where it can. Changes nothing. */
export async function judgeLift(
  things: readonly Thing[],
  { purpose = EVERYTHING, actor }: { purpose?: string | undefined; actor: string },
  deps: SubjectDeps,
): Promise<RestrictionOutcome> {
  const concerned = things.filter((thing) => knows(thing, purpose))
  if (concerned.length === 0) return 'purpose_unknown'
  const held = await Promise.all(concerned.map((thing) => isHeld(deps, idOf(thing))))
  if (held.includes(true)) return 'held'
  if (concerned.some(isUnusable)) return 'withdrawn'
  return (await isLiftedTooOften(concerned, actor, deps)) ? 'too_many' : 'done'
}

/** Lifts a restriction of a purpose, or a block, for a reason. A thing under a legal hold stays blocked (RT-06). */
export async function lift(
  things: readonly Thing[],
  given: { purpose?: string | undefined; reason: LiftReason; actor: string },
  deps: SubjectDeps,
): Promise<RestrictionOutcome> {
  const { purpose = EVERYTHING, reason, actor } = given
  const judged = await judgeLift(things, given, deps)
  if (judged !== 'done') return judged
  for (const thing of things.filter((one) => knows(one, purpose))) {
    const stopped = purposeOn(thing, purpose)
    const action = stopped === EVERYTHING ? 'data.unblock' : 'data.unrestrict'
    const audited = { action, subject: nameOf(thing), actor, facts: { purpose: stopped, reason } }
    const further = { entries: [await buildAudit(audited, deps)], nowMs: deps.clockGuard.now() }
    const ref = idOf(thing)
    const lifted = await deps.store.liftRestriction(ref, stopped, deps.clock(), further)
    // A hold set since it was looked for; what was lifted before stays lifted.
    if (lifted === 'held') return 'held'
    deps.consents.settle(thing.consent.id, wishOf(stopped))
    deps.consents.forget(thing.consent.id)
  }
  return 'done'
}

/** Returns current blocks, restrictions and holds. */
export async function readRestricted(
  things: readonly Thing[],
  deps: Pick<SubjectDeps, 'store' | 'clockGuard'>,
): Promise<RestrictionResult['restrictions']> {
  return Promise.all(
    things.map(async (thing) => {
      const ref = idOf(thing)
      const [all, held] = await Promise.all([deps.store.readRestrictions(ref), isHeld(deps, ref)])
      const active = all.filter((one) => one.liftedAtMs === null).map((one) => one.purpose)
      return {
        kind: thing.kind,
        ref: nameOf(thing),
        isBlocked: held || active.includes(EVERYTHING),
        isHeld: held,
        restrictedPurposes: [...new Set(active.filter((purpose) => purpose !== EVERYTHING))],
      }
    }),
  )
}
