import type { HoldsInForceResult, RetentionResult } from '../../contract/index.ts'
import type { LegalHold, Store } from '../../store/store.ts'
import { judgeClock } from '../calendar/clock-guard.ts'
import { dayOf } from '../calendar/day.ts'
import { JOB, ranAtMsOf, readProgress } from './daily-retention.ts'
import { countDue, type RetentionDeps } from './run-retention.ts'
import { buildSchedule, formatRule, type RetentionPeriod } from './schedule.ts'

const figureOf = (period: RetentionPeriod): RetentionResult['classes'][number]['figure'] => {
  if (period.unit === 'as_long_as') return null
  const { unit, length, min, max } = period
  return { unit, length, min, max }
}

/**
 * Returns the schedule with the number of things due by each rule.
 *
 * @param limit maximum number counted in a class.
 */
export async function presentRetention(
  deps: RetentionDeps,
  limit: number,
): Promise<RetentionResult> {
  const { store, clock, site } = deps
  const state = await store.findJob(JOB)
  const due = await countDue(deps, limit)
  const memory = readProgress(state?.position ?? null)
  const ranAtMs = ranAtMsOf(state)
  return {
    today: dayOf(clock(), site.timeZone),
    lastRunAt: ranAtMs === null ? null : new Date(ranAtMs).toISOString(),
    isClockInDoubt: judgeClock(memory, clock()).doubtedSinceMs !== null,
    classes: buildSchedule(site).map((rule) => ({
      dataClass: rule.dataClass,
      term: formatRule(rule),
      figure: figureOf(rule.period),
      ground: rule.ground,
      atEnd: rule.atEnd,
      by: rule.by,
      due: rule.by === 'retention' ? (due[rule.dataClass] ?? 0) : null,
    })),
  }
}

/** Holds that are shown: a longer list would not help. */
const HOLDS_SHOWN = 100

/** Returns the number by which staff know what is held. */
export async function referenceOfHold(
  store: Pick<Store, 'findMessage'>,
  { kind, ref }: LegalHold,
): Promise<string> {
  const message = kind === 'message' ? await store.findMessage({ id: ref }) : undefined
  return message?.reference ?? ref
}

/** Returns the legal holds in force, by the numbers that staff know. */
export async function presentHolds({
  store,
  clock,
  site,
}: Pick<RetentionDeps, 'store' | 'clock' | 'site'>): Promise<HoldsInForceResult> {
  const holds = await store.readHoldsByEnd(clock(), HOLDS_SHOWN)
  return {
    holds: await Promise.all(
      holds.map(async (hold) => ({
        ...{ kind: hold.kind, reference: await referenceOfHold(store, hold), reason: hold.reason },
        since: new Date(hold.atMs).toISOString(),
        // It ends with the first moment of the day after.
        untilOn: dayOf(hold.untilMs - 1, site.timeZone),
      })),
    ),
  }
}
