import type { RequestKind } from '../../store/store.ts'
import { addDays, dayOf } from '../calendar/day.ts'
import { dueOn, type WorkingCalendar } from '../calendar/working-days.ts'

/**
 * Working days for each kind of request (requirements, section 5): information and a reasoned refusal three, Art. 25;
 * correcting, blocking, deleting and stopping one, Arts. 6, 25.
 */
const WORKING_DAYS: Readonly<Record<RequestKind, number>> = {
  information: 3,
  correction: 1,
  blocking: 1,
  deletion: 1,
  objection: 1,
}

/** Calendar days that the Digital Code allows for deleting, anonymising or stopping. */
const DELETION_LIMIT_DAYS = 15

/** When a request must be answered. Days in the site's time zone, `YYYY-MM-DD`. */
export interface RequestDue {
  /** The due day. */
  readonly dueOn: string
  /** The last day that the law allows; never before `dueOn`. */
  readonly limitOn: string
}

/**
 * Returns when a request of a kind received at an instant must be answered (DS-09). Holidays never extend it beyond the legal
 * limit.
 */
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
