import type { VisitBudget, VisitRow, VisitStore, VisitWrite } from '../store.ts'
import type { Connection } from './connection.ts'
import type { CountSum } from './count-sum.ts'
import type { Queries } from './queries.ts'
import { createReadVisits } from './read-visits.ts'
import { dayBefore, stretchOf } from './stretches.ts'
import { prepareTally } from './tally.ts'

/** Values in the order of the columns of `visits`. */
const insertVisit = (queries: Queries, row: VisitRow): boolean =>
  queries.insertVisit.run(
    row.day,
    row.id,
    row.consentId,
    row.seenAtMs,
    row.durationMs,
    row.address,
    row.address === null ? null : 1,
    row.browser,
    row.os,
    row.device,
  ).changes > 0

type Hands = Pick<Connection, 'queries' | 'budgets' | 'earlier'> & { readonly sum: CountSum }

/** Whether a visit is stored on another day than its own. Where it may be, its duration grows. */
function isStoredEarlier(
  { queries, earlier }: Hands,
  { row, mayExist, mayLieOn = [] }: VisitWrite,
): boolean {
  const { id, day, consentId, durationMs } = row
  if (mayExist && queries.lengthenVisit.run({ ...row }).changes > 0) return true
  const isOn = (other: string) =>
    mayExist
      ? queries.lengthenVisit.run({ id, day: other, consentId, durationMs }).changes > 0
      : queries.findVisit.get(other, id, consentId) !== undefined
  const isOnDayBefore = earlier.mayLieBefore(day, consentId) && isOn(dayBefore(day))
  return isOnDayBefore || mayLieOn.some(isOn)
}

/** Adds a visit, inside a write. */
function addVisit(
  hands: Hands,
  write: VisitWrite,
  budget: VisitBudget | undefined,
): 'stored' | 'known' | 'refused' {
  const { queries, budgets, sum } = hands
  if (isStoredEarlier(hands, write)) return 'known'
  const { row, counts } = write
  const { day, consentId } = row
  const use = budget && budgets.useOf(day, consentId, budget)
  if (use && use.visits >= budget.visitsPerConsent)
    return queries.findVisit.get(day, row.id, consentId) ? 'known' : 'refused'
  if (!insertVisit(queries, row)) return 'known'
  queries.addToStretch.run(day, consentId, stretchOf(row.id), 1)
  if (use) use.visits += 1
  sum.add(budget ? budgets.fold(counts, budget, use) : counts)
  return 'stored'
}

/** Adds visits of one batch. Returns how many did not fit in the budget. */
function addVisits(hands: Hands, writes: readonly VisitWrite[], budget?: VisitBudget): number {
  let refused = 0
  for (const write of writes) if (addVisit(hands, write, budget) === 'refused') refused += 1
  return refused
}

/** Raw visits and their ageing. */
export const visitStore = (connection: Connection): VisitStore => {
  const { db, queries, write, read } = connection
  const addToTally = prepareTally(db)
  const readVisits = createReadVisits(connection)
  return {
    addVisits: (writes, budget) =>
      write('addVisits', (sum) => addVisits({ ...connection, sum }, writes, budget)),
    findVisitDay: (afterDay) =>
      read('findVisitDay', () => queries.findVisitDay.get({ afterDay })?.day ?? null),
    findWholeAddresses: (day, limit, nowMs = 0) =>
      read('findWholeAddresses', () => queries.findWholeAddresses.all({ day, limit, nowMs })),
    shortenAddresses: (rows) =>
      write('shortenAddresses', () => {
        let count = 0
        for (const row of rows) count += queries.shortenAddress.run({ ...row }).changes
        addToTally('visit_addresses', count)
      }),
    readVisits: (consentId, fromDay, toDay, page = { limit: Number.MAX_SAFE_INTEGER }) =>
      readVisits({ consentId, fromDay, toDay }, page),
  }
}
