import type { TodayResult } from '../../contract/index.ts'
import { dayOf } from '../calendar/day.ts'
import { listDue } from './due.ts'
import { foldDue } from './fold-due.ts'
import { judgeHealth } from './health.ts'
import { type DueDeps, readDueFacts } from './read-due.ts'
import { type HealthDeps, readHealthFacts } from './read-health.ts'

/** Returns what is due and how the system is: numbers and references, no personal data. */
export async function readToday(deps: DueDeps & HealthDeps): Promise<TodayResult> {
  const { clock, site } = deps
  const nowMs = clock()
  const due = listDue(await readDueFacts(deps), { nowMs, calendar: site })
  return {
    today: dayOf(nowMs, site.timeZone),
    ...foldDue(due),
    total: due.length,
    health: judgeHealth(await readHealthFacts(deps)),
  }
}
