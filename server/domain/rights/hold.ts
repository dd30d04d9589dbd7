import type { LegalHoldBody, LegalHoldsResult } from '../../contract/index.ts'
import { addDays, dayOf, dayStartMs } from '../calendar/day.ts'
import { buildUuidV7 } from '../identifiers/uuid-v7.ts'
import type { ByActor } from '../registers/acting.ts'
import { buildAudit } from '../registers/audit.ts'
import { idOf, nameOf, type SubjectDeps, type Thing } from '../subject/subject.ts'
import { blockWith } from './restrict.ts'

/** Returns whether a day, `YYYY-MM-DD`, is not over yet. */
export const isFutureDay = (day: string, { clock, site }: Pick<SubjectDeps, 'clock' | 'site'>) =>
  day >= dayOf(clock(), site.timeZone)

/**
 * Sets a legal hold: keeps a thing beyond its retention period (RT-06). It is blocked in the same commit, so that it is not used from
 * then on. When the hold ends it stays blocked until somebody lifts that.
 */
export async function holdThing(
  thing: Thing,
  { reason, untilOn }: Pick<LegalHoldBody, 'reason' | 'untilOn'>,
  deps: SubjectDeps & ByActor,
): Promise<void> {
  const { store, cryptography, clock, site } = deps
  const atMs = clock()
  const hold = {
    id: buildUuidV7(atMs, cryptography.randomBytes(10)),
    kind: thing.kind,
    ref: idOf(thing),
    reason,
    atMs,
    // The last day is included.
    untilMs: dayStartMs(addDays(untilOn, 1), site.timeZone),
  }
  const audited = { action: 'data.hold', subject: nameOf(thing), facts: { untilOn } }
  const entries = [await buildAudit({ ...audited, actor: deps.actor }, deps)]
  await blockWith(thing, (block) => store.addLegalHold(hold, { entries, block }), deps)
}

/** Returns legal holds of a thing, oldest first. */
export async function readHolds(
  thing: Thing,
  { store, clock, site }: Pick<SubjectDeps, 'store' | 'clock' | 'site'>,
): Promise<LegalHoldsResult> {
  const nowMs = clock()
  const holds = await store.readLegalHolds(idOf(thing))
  return {
    holds: holds.map(({ id, kind, reason, atMs, untilMs }) => ({
      id,
      kind,
      ref: nameOf(thing),
      reason,
      at: new Date(atMs).toISOString(),
      untilOn: dayOf(untilMs - 1, site.timeZone),
      isActive: untilMs > nowMs,
    })),
  }
}
