import type { VisitBudget, VisitRow, VisitStore, VisitWrite } from '../store.ts'
import type { Connection } from './connection.ts'
import type { CountSum } from './count-sum.ts'
import type { Queries } from './queries.ts'
import { createReadVisits } from './read-visits.ts'
import { daysBefore, stretchOf } from './stretches.ts'
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

/** The day before the last that was asked for: it is the same for all visits of a day. */
function rememberDayBefore(): (day: string) => string {
  let asked = ''
  let before = ''
  return (day) => {
    if (day !== asked) {
      asked = day
      before = daysBefore(day, 1)[0] ?? ''
    }
    return before
  }
}
const dayBefore = rememberDayBefore()

/** Whether a visit is stored on another day than its own. Where it may be, its duration grows. */
function isStoredEarlier(queries: Queries, { row, mayExist, mayLieOn = [] }: VisitWrite): boolean {
  const { id, consentId, durationMs } = row
  if (mayExist && queries.lengthenVisit.run({ ...row }).changes > 0) return true
  const isOn = (day: string) =>
    mayExist
      ? queries.lengthenVisit.run({ id, day, consentId, durationMs }).changes > 0
      : queries.findVisit.get(day, id, consentId) !== undefined
  return isOn(dayBefore(row.day)) || mayLieOn.some(isOn)
}

type Hands = Pick<Connection, 'queries' | 'budgets'> & { readonly sum: CountSum }

/** Adds a visit, inside a write. */
function addVisit(
  { queries, budgets, sum }: Hands,
  write: VisitWrite,
  budget: VisitBudget | undefined,
): 'stored' | 'known' | 'refused' {
  if (isStoredEarlier(queries, write)) return 'known'
  const { row, counts } = write
  const use = budget && budgets.useOf(row.day, row.consentId, budget)
  if (use && use.visits >= budget.visitsPerConsent)
    return queries.findVisit.get(row.day, row.id, row.consentId) ? 'known' : 'refused'
  if (!insertVisit(queries, row)) return 'known'
  queries.addToStretch.run(row.day, row.consentId, stretchOf(row.id), 1)
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
