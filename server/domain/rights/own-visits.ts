import type { VisitRow } from '../../store/store.ts'
import { addDays, dayOf } from '../calendar/day.ts'
import { isHeld, type SubjectDeps, type Thing } from '../subject/subject.ts'

/** Visits read at once: processing them blocks others for some milliseconds. */
const VISITS_PER_PAGE = 500

type ReadDeps = Pick<SubjectDeps, 'store' | 'clock' | 'clockGuard' | 'site'>

/**
 * Yields every stored visit of a thing, page by page. One query for each day of the retention period; for visits under a
 * legal hold, for each day since the consent was given.
 */
export async function* readOwnVisits(
  thing: Thing,
  deps: ReadDeps,
): AsyncGenerator<readonly VisitRow[]> {
  if (thing.kind === 'message') return
  const { timeZone, visits } = deps.site
  const today = dayOf(deps.clock(), timeZone)
  const givenOn = firstDayOf(thing, timeZone)
  // One day more than the retention period: expired visits exist until the job has run.
  const termOn = addDays(today, -visits.rawDays)
  const isKeptLonger = await isHeld(deps, thing.consent.id)
  const fromDay = isKeptLonger || givenOn > termOn ? givenOn : termOn
  let after: VisitRow | undefined
  do {
    const page = { ...(after && { after }), limit: VISITS_PER_PAGE }
    const rows = await deps.store.readVisits(thing.consent.id, fromDay, today, page)
    if (rows.length > 0) yield rows
    after = rows.length === VISITS_PER_PAGE ? rows.at(-1) : undefined
  } while (after)
}

const FIELDS = ['day', 'seenAtMs', 'durationMs', 'address', 'browser', 'os', 'device'] as const

/** The number of visits, and which fields have a value in at least one. */
export interface VisitSummary {
  readonly count: number
  readonly fields: readonly string[]
}

/** Counts the visits of things without holding them. */
export async function summarizeVisits(
  things: readonly Thing[],
  deps: ReadDeps,
): Promise<VisitSummary> {
  const filled = new Set<string>()
  let count = 0
  for (const thing of things) {
    for await (const rows of readOwnVisits(thing, deps)) {
      count += rows.length
      for (const field of FIELDS) if (rows.some((row) => row[field] !== null)) filled.add(field)
    }
  }
  return { count, fields: FIELDS.filter((field) => filled.has(field)) }
}

/** Returns the first day on which a consent can have a visit. */
export const firstDayOf = ({ consent }: Thing, timeZone: string): string =>
  dayOf(consent.givenAtMs, timeZone)
