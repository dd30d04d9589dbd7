import { DAY_MS } from './day.ts'

const HOUR_MS = 3_600_000

/**
 * A clock that has advanced by no more than this since the last check is trusted. It covers a server that is off for a
 * weekend.
 */
export const BELIEVED_STEP_MS = 3 * DAY_MS
/** A clock that has jumped further is trusted once it has run steadily for this long. */
export const DOUBT_MS = DAY_MS
/** A clock that was set back by less than this counts as corrected, not as jumped. */
const SLACK_MS = HOUR_MS

/** The clock state that is stored between checks. */
export interface ClockMemory {
  /** Last time at which the clock was trusted. */
  readonly believedAtMs: number
  /** Last time at which the clock was checked. */
  readonly seenAtMs: number
  /** Start of the doubt; `null` while the clock is trusted. */
  readonly doubtedSinceMs: number | null
}

/**
 * Decides whether data may be deleted by this clock. A clock that jumps ahead would delete a school's data at once, and
 * nothing restores them; from within, a jump looks the same as a server that was off for the holidays. So after a jump
 * nothing is deleted until the clock has run steadily for a day. That gives whoever reads the log a day to correct it. A
 * clock that was set back deletes less and is trusted.
 *
 * @returns the state to store; `doubtedSinceMs` is `null` where the clock is trusted.
 */
export function judgeClock(memory: ClockMemory | undefined, nowMs: number): ClockMemory {
  const believed = { believedAtMs: nowMs, seenAtMs: nowMs, doubtedSinceMs: null }
  if (!memory) return believed
  const { believedAtMs, seenAtMs, doubtedSinceMs } = memory
  if (nowMs - believedAtMs <= BELIEVED_STEP_MS) return believed
  const step = nowMs - seenAtMs
  const isSteady = step >= -SLACK_MS && step <= BELIEVED_STEP_MS
  const sinceMs = doubtedSinceMs !== null && isSteady ? doubtedSinceMs : nowMs
  if (nowMs - sinceMs >= DOUBT_MS) return believed
  return { believedAtMs, seenAtMs: nowMs, doubtedSinceMs: sinceMs }
}

/**
 * The clock for everything that expires, is deleted or is given up, because those actions cannot be undone. Code that only
 * returns 'not valid now' reads the clock directly: its result is right again as soon as the clock is.
 */
export interface ClockGuard {
  /** Milliseconds since 1970 UTC: the current time, or, while the clock is in doubt, the last time at which it was trusted. */
  now(): number
  /** Replaces the state with one decided elsewhere, for example when an operator confirms the clock. */
  remember(memory: ClockMemory): void
}

/**
 * Guards a clock that is read often during the life of a process.
 *
 * @param memory the state that the previous process stored.
 */
export function guardClock(clock: () => number, memory: ClockMemory | undefined): ClockGuard {
  let judged = judgeClock(memory, clock())
  return {
    now() {
      judged = judgeClock(judged, clock())
      return judged.believedAtMs
    },
    remember(other) {
      judged = other
    },
  }
}
