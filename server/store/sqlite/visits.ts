import type { Store, VisitRow, VisitWrite } from '../store.ts'
import type { Connection } from './connection.ts'
import type { Queries } from './queries.ts'

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
  ).changes === 1

/** Stores a visit or lengthens the one that is stored. Returns whether it is new. */
function addVisit(queries: Queries, { row, mayExist }: VisitWrite): boolean {
  if (mayExist) {
    const { id, day, consentId, durationMs } = row
    if (queries.lengthenVisit.run({ id, day, consentId, durationMs }).changes > 0) return false
  }
  return insertVisit(queries, row)
}

/** Raw visits and their ageing. */
export const visitStore = ({
  queries,
  write,
  read,
}: Connection): Pick<
  Store,
  'addVisits' | 'findWholeAddresses' | 'shortenAddresses' | 'deleteVisits'
> => ({
  addVisits: (visits) =>
    write('addVisits', (sum) => {
      for (const visit of visits) if (addVisit(queries, visit)) sum.add(visit.counts)
    }),
  findWholeAddresses: (beforeDay, limit) =>
    read('findWholeAddresses', () => queries.findWholeAddresses.all({ beforeDay, limit })),
  shortenAddresses: (rows) =>
    write('shortenAddresses', () => {
      for (const { id, day, address } of rows) queries.shortenAddress.run({ id, day, address })
    }),
  deleteVisits: (beforeDay, limit) =>
    write('deleteVisits', () => queries.deleteVisits.run({ beforeDay, limit }).changes),
})
