import type { CountStore } from '../store.ts'
import type { Connection } from './connection.ts'

/** Counts by day. */
export const countStore = ({ queries, write, read }: Connection): CountStore => ({
  addCounts: (counts) => write('addCounts', (sum) => sum.add(counts)),
  readCounts: (fromDay, toDay) =>
    read('readCounts', () => {
      const period = { fromDay, toDay }
      const breakdown = queries.readBreakdown.all(period).map((row) => ({ ...row, day: fromDay }))
      return [...queries.readTotals.all(period), ...breakdown]
    }),
})
