import type { VisitBasis, VisitBudget, VisitRow, VisitStore, VisitWrite } from '../../store.ts'
import type { Connection } from '../connection.ts'
import { dayAfter, dayBefore, daysBefore, stretchOf } from '../ledger/stretches.ts'
import type { Queries } from '../queries.ts'
import type { CountSum } from './count-sum.ts'
import { createReadVisits } from './read-visits.ts'
import { prepareTally } from './tally.ts'
import type { ConsentUse } from './visit-budgets.ts'

const insertVisit = (queries: Queries, row: VisitRow): boolean =>
  queries.insertVisit({ ...row, isAddressWhole: row.address === null ? null : true }).changes > 0

type Hands = Pick<Connection, 'queries' | 'budgets' | 'earlier' | 'hidden'> & {
  readonly sum: CountSum
}

/** Extends a visit's duration, and counts that. @returns whether it is stored on that day. */
function lengthen({ queries, sum }: Hands, { row, countLonger }: VisitWrite, day: string): boolean {
  const { id, consentId, durationMs } = row
  const found = queries.findDuration.get(day, id, consentId) as
    | { readonly durationMs: number | null }
    | undefined
  if (!found) return false
  queries.lengthenVisit.run({ id, day, consentId, durationMs })
  if (countLonger) sum.add(countLonger(day, found.durationMs))
  return true
}

/** Returns whether a visit is stored on another day than its own. Where it may be, its duration is extended. */
function isStoredEarlier(hands: Hands, write: VisitWrite): boolean {
  const { queries, earlier } = hands
  const { row, mayExist, mayLieOn = [] } = write
  const { id, day, consentId } = row
  if (mayExist && lengthen(hands, write, day)) return true
  const isOn = (other: string) =>
    mayExist
      ? lengthen(hands, write, other)
      : queries.findVisit.get(other, id, consentId) !== undefined
  // For a visit that must not be joined, nothing shows whether its consent was present the day before.
  const mayLieBefore = consentId === '' || earlier.mayLieBefore(day, consentId)
  return (mayLieBefore && isOn(dayBefore(day))) || mayLieOn.some(isOn)
}

/** Returns the days since the consent's last visit, by the stretches of its visits; `null` where that is longer ago. */
function findDaysAgo(queries: Queries, { day, consentId }: VisitRow, lookBackDays: number) {
  const index = daysBefore(day, lookBackDays).findIndex(
    (other) => queries.findStretch.get(other, consentId) !== undefined,
  )
  return index < 0 ? null : index + 1
}

/** Stores the visit's position for its person: a stretch where it may be joined, else a hidden place. */
function notePlace(
  { queries, hidden }: Hands,
  { row, owner }: VisitWrite,
  use: ConsentUse | undefined,
) {
  const { day, id, consentId } = row
  if (owner === undefined)
    return void queries.addToStretch({ day, consentId, idStart: stretchOf(id), visits: 1 })
  const next = hidden.add({ day, consentId: owner, id }, use?.hidden ?? hidden.count(day, owner))
  if (use) use.hidden = next
}

/** Adds a visit, inside a write. */
function addVisit(
  hands: Hands,
  write: VisitWrite,
  budget: VisitBudget | undefined,
): 'stored' | 'known' | 'refused' {
  const { queries, budgets, sum } = hands
  if (isStoredEarlier(hands, write)) return 'known'
  const { row, counts, visitor } = write
  const { day, consentId } = row
  const use = budget && budgets.useOf(day, write.owner ?? consentId, budget)
  if (use && use.visits >= budget.visitsPerConsent)
    return queries.findVisit.get(day, row.id, consentId) ? 'known' : 'refused'
  if (!insertVisit(queries, row)) return 'known'
  if (visitor && use?.visits === 0)
    sum.add(visitor.count(findDaysAgo(queries, row, visitor.lookBackDays)))
  notePlace(hands, write, use)
  if (use) use.visits += 1
  sum.add(budget ? budgets.fold(counts, budget, use) : counts)
  return 'stored'
}

/** Adds visits of one batch. Returns how many exceeded the budget. */
function addVisits(hands: Hands, writes: readonly VisitWrite[], budget?: VisitBudget): number {
  let refused = 0
  for (const write of writes) if (addVisit(hands, write, budget) === 'refused') refused += 1
  return refused
}

/** Returns whether an event is the latest of its consent. */
function isLatestEvent(queries: Queries, { consentId, eventId }: VisitBasis): boolean {
  if (eventId === consentId) return queries.findFirstAlone.get(consentId) !== undefined
  const latest = queries.findLatestId.get(consentId, 1) as { readonly id: string } | undefined
  return latest?.id === eventId
}

/** Whether a consent is still as it was looked at, or less restricted. */
function stillStands(queries: Queries, basis: VisitBasis): boolean {
  if (!isLatestEvent(queries, basis)) return false
  const { consentId, restricted } = basis
  const now = queries.listRestricted.all(consentId) as readonly { readonly purpose: string }[]
  return now.every(({ purpose }) => restricted.includes(purpose))
}

/** Raw visits and their ageing. */
export const visitStore = (connection: Connection): VisitStore => {
  const { db, queries, hidden, destroy, write, read } = connection
  const addToTally = prepareTally(db)
  const readVisits = createReadVisits(connection)
  return {
    addVisits: (writes, budget, basis) =>
      write('addVisits', (sum) =>
        basis && !stillStands(queries, basis)
          ? 'overtaken'
          : addVisits({ ...connection, sum }, writes, budget),
      ),
    findVisitDay: (afterDay) =>
      read('findVisitDay', () => queries.findVisitDay.get({ afterDay })?.day ?? null),
    findWholeAddresses: (day, limit, nowMs = 0) =>
      read('findWholeAddresses', () => {
        const { keptIds } = hidden.listKept(dayAfter(day), nowMs)
        return queries.findWholeAddresses.all({ day, limit, nowMs, keptIds })
      }),
    shortenAddresses: (rows) =>
      destroy('shortenAddresses', () => {
        let count = 0
        for (const row of rows) count += queries.shortenAddress.run({ ...row }).changes
        addToTally('visit_addresses', count)
      }),
    readVisits: (consentId, fromDay, toDay, page = { limit: Number.MAX_SAFE_INTEGER }) =>
      readVisits({ consentId, fromDay, toDay }, page),
  }
}
