import type { CountStore, DailyCount, Listing } from '../../store.ts'
import type { Connection } from '../connection.ts'

/** Rows read at once, in some milliseconds; a thousand take about ten. */
const ROWS_PER_READ = 400

/** Sums up the smallest of too many values of one measure and dimension, until half of the allowed number is left. */
function dropSmallest(sums: Map<string, DailyCount>, { atMost, other }: Listing): void {
  const bySize = [...sums.values()]
    .filter(({ value }) => value !== other)
    .sort((a, b) => b.count - a.count)
  const dropped = bySize.slice(Math.floor(atMost / 2))
  const [first] = dropped
  if (!first) return
  for (const { value } of dropped) sums.delete(value)
  const count = dropped.reduce((sum, one) => sum + one.count, sums.get(other)?.count ?? 0)
  sums.set(other, { ...first, value: other, count })
}

/** Sums over days by value. */
function createSums(day: string, listing: Listing | undefined) {
  const totals: DailyCount[] = []
  const byDimension = new Map<string, Map<string, DailyCount>>()
  return {
    add(row: DailyCount) {
      if (row.dimension === 'all' || row.dimension === 'days_ago') return void totals.push(row)
      const name = `${row.measure} ${row.dimension}`
      const sums = byDimension.get(name) ?? new Map<string, DailyCount>()
      byDimension.set(name, sums)
      const count = (sums.get(row.value)?.count ?? 0) + row.count
      sums.set(row.value, { ...row, day, count })
      if (listing && sums.size > listing.atMost) dropSmallest(sums, listing)
    },
    all: (): DailyCount[] => [
      ...totals,
      ...[...byDimension.values()].flatMap((sums) => [...sums.values()]),
    ],
  }
}

/** Counts by day. */
export const countStore = ({ queries, budgets, write, read, turns }: Connection): CountStore => ({
  addCounts: (counts, budget) =>
    write('addCounts', (sum) => sum.add(budget ? budgets.fold(counts, budget) : counts)),
  async readCounts(fromDay, toDay, listing) {
    const sums = createSums(fromDay, listing)
    const giveWay = turns.createGiveWay()
    let after = { day: fromDay, measure: '', dimension: '', value: '' }
    for (;;) {
      const place = { ...after, toDay, limit: ROWS_PER_READ }
      const rows = await read('readCounts', () => queries.readCounts.all(place))
      for (const row of rows) sums.add(row)
      const last = rows.at(-1)
      if (last === undefined || rows.length < ROWS_PER_READ) return sums.all()
      after = last
      await giveWay()
    }
  },
})
