import type { RequestKind } from '../../store/store.ts'
import { addDays, dayOf } from '../calendar/day.ts'
import { dueOn, type WorkingCalendar } from '../calendar/working-days.ts'

/**
 * Working days in which each kind of request is answered (requirements, section 5: information and reasoned refusal three,
 * Art. 25; correcting, blocking, deleting, stopping one, Arts. 6, 25).
 */
const WORKING_DAYS: Readonly<Record<RequestKind, number>> = {
  information: 3,
  correction: 1,
  blocking: 1,
  deletion: 1,
  objection: 1,
}

/** Calendar days that the Digital Code leaves for deleting, anonymising or stopping. */
const DELETION_LIMIT_DAYS = 15

/** When a request must be answered. Days of the site's time zone, `YYYY-MM-DD`. */
export interface RequestDue {
  /** The day to work by. */
  readonly dueOn: string
  /** The last day that the law leaves; never before `dueOn`. */
  readonly limitOn: string
}

/** When a request of a kind that came in at an instant must be answered (DS-09). Holidays never stretch a term past the law's limit. */
export function dueFor(
  kind: RequestKind,
  receivedAtMs: number,
  calendar: WorkingCalendar,
): RequestDue {
  const target = dueOn(receivedAtMs, WORKING_DAYS[kind], calendar)
  if (kind !== 'deletion' && kind !== 'objection') return { dueOn: target, limitOn: target }
  const limitOn = addDays(dayOf(receivedAtMs, calendar.timeZone), DELETION_LIMIT_DAYS)
  return { dueOn: target < limitOn ? target : limitOn, limitOn }
}
