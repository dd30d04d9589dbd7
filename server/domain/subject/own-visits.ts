import type { VisitRow } from '../../store/store.ts'
import { addDays, dayOf } from '../day.ts'
import { isHeld, type SubjectDeps, type Thing } from './subject.ts'

/**
 * Every visit that is kept of a thing. One look into each day of the term; where the law has the visits kept longer, into
 * each day since the consent was given.
 */
export async function readOwnVisits(
  thing: Thing,
  deps: Pick<SubjectDeps, 'store' | 'clock' | 'site'>,
): Promise<readonly VisitRow[]> {
  if (thing.kind === 'message') return []
  const { timeZone, visits } = deps.site
  const today = dayOf(deps.clock(), timeZone)
  const givenOn = firstDayOf(thing, timeZone)
  // A day more than the term: what ages out today is there until the job has run.
  const termOn = addDays(today, -visits.rawDays)
  const isKeptLonger = await isHeld(deps, thing.consent.id)
  const fromDay = isKeptLonger || givenOn > termOn ? givenOn : termOn
  return deps.store.readVisits(thing.consent.id, fromDay, today)
}

/** The first day that can bear a visit of a consent. */
export const firstDayOf = ({ consent }: Thing, timeZone: string): string =>
  dayOf(consent.givenAtMs, timeZone)
