import { and, getTableColumns } from 'drizzle-orm'
import type { VisitRow, VisitStore, VisitWrite } from '../store.ts'
import type { Connection } from './connection.ts'
import type { Database, Queries } from './queries.ts'
import { visitStretches, visits } from './schema/visits.ts'
import { isInStretch, isOfConsentOnDay, stretchOf } from './stretches.ts'
import { prepareTally } from './tally.ts'

/** Values in the order of the columns of `visits`. */
function insertVisit(queries: Queries, row: VisitRow): boolean {
  const { changes } = queries.insertVisit.run(
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
  )
  if (changes === 0) return false
  queries.insertStretch.run(row.day, row.consentId, stretchOf(row.id))
  return true
}

/** Stores a visit or lengthens the one that is stored. Returns whether it is new. */
function addVisit(queries: Queries, { row, mayExist }: VisitWrite): boolean {
  if (mayExist) {
    const { id, day, consentId, durationMs } = row
    if (queries.lengthenVisit.run({ id, day, consentId, durationMs }).changes > 0) return false
  }
  return insertVisit(queries, row)
}

const DAY_MS = 86_400_000

/** Every day of a period, newest first. */
export const daysFrom = (fromDay: string, toDay: string): string[] => {
  const last = Date.parse(toDay)
  const count = Math.max(0, (last - Date.parse(fromDay)) / DAY_MS + 1)
  return Array.from({ length: count }, (_, back) =>
    new Date(last - back * DAY_MS).toISOString().slice(0, 10),
  )
}

/** One look into each day, newest first: the days are given, so that the trees' first column is never scanned. */
export const prepareReadVisits = (db: Database) =>
  db
    .select(getTableColumns(visits))
    .from(visitStretches)
    .crossJoin(visits)
    .where(and(isOfConsentOnDay, isInStretch))
    .orderBy(visitStretches.idStart, visits.id)
    .prepare()

/** Raw visits and their ageing. */
export const visitStore = ({ db, queries, write, read }: Connection): VisitStore => {
  const addToTally = prepareTally(db)
  const visitsOfDay = prepareReadVisits(db)
  return {
    addVisits: (writes) =>
      write('addVisits', (sum) => {
        for (const visit of writes) if (addVisit(queries, visit)) sum.add(visit.counts)
      }),
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
    readVisits: (consentId, fromDay, toDay) =>
      read('readVisits', () =>
        daysFrom(fromDay, toDay).flatMap((day) =>
          visitsOfDay.all({ day, consentId }).map(({ isAddressWhole: _, ...visit }) => visit),
        ),
      ),
  }
}
