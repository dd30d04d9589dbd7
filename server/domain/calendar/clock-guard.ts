import { DAY_MS } from './day.ts'

const HOUR_MS = 3_600_000

/** A clock that goes on by no more than this between two looks is believed: a weekend without the server. */
export const BELIEVED_STEP_MS = 3 * DAY_MS
/** A clock that has jumped further is believed once it has agreed with itself for this long. */
export const DOUBT_MS = DAY_MS
/** A clock that is set back by less is only put right. */
const SLACK_MS = HOUR_MS

/** What is remembered of the clock. */
export interface ClockMemory {
  /** When the clock was last believed. */
  readonly believedAtMs: number
  /** When it was last looked at. */
  readonly seenAtMs: number
  /** Since when it is in doubt; `null` while it is believed. */
  readonly doubtedSinceMs: number | null
}

/**
 * Whether to delete by this clock. One that has jumped ahead would delete a school's data at a stroke, and nothing brings them
 * back; a server that was off for the holidays looks just the same from within. So after a jump nothing is deleted until the
 * clock has run steadily for a day, which somebody who watches the log has to put it right. A clock that was set back deletes
 * less, and is believed.
 *
 * @returns what to remember; `doubtedSinceMs` is `null` where the clock is believed.
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
 * The clock by which things end, are deleted or given up: what it causes cannot be undone. What only answers 'not valid now' reads
 * the clock itself, since that answer is over as soon as the clock is right again.
 */
export interface ClockGuard {
  /** Milliseconds since 1970 UTC: the clock's time, or in doubt when it was last believed. */
  now(): number
  /** Takes over a judgement made elsewhere, such as one that an operator has vouched for. */
  remember(memory: ClockMemory): void
}

/**
 * Guards a clock that is asked often, as long as a process runs.
 *
 * @param memory what the process before has left.
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
