import { afterEach, beforeEach } from 'vitest'
import type { DailyCount, Store, VisitRow } from '../../server/store/store.ts'
import { buildCount, dueBefore } from './records.ts'

/** An empty store for each test, and what the suites ask of it again and again. */
export interface OpenEach {
  readonly store: Store
  /** How often something was counted on all days together. */
  total(measure?: DailyCount['measure']): Promise<number>
  addVisit(
    row: VisitRow,
    mayExist?: boolean,
    counts?: readonly DailyCount[],
  ): Promise<number | 'overtaken'>
  /** Deletes every visit, the only way of the interface to learn how many there are. */
  emptyVisits(): Promise<number>
}

/** Opens a store before each test and closes it after. */
export function openEach(open: () => Promise<Store>): OpenEach {
  let store: Store
  beforeEach(async () => {
    store = await open()
  })
  afterEach(() => store.close())
  return {
    get store() {
      return store
    },
    async total(measure = 'visit') {
      const counts = await store.readCounts('0000-01-01', '9999-12-31')
      return counts
        .filter((count) => count.measure === measure && count.dimension === 'all')
        .reduce((sum, { count }) => sum + count, 0)
    },
    addVisit: (row, mayExist = false, counts = [buildCount()]) =>
      store.addVisits([{ row, mayExist, counts }]),
    emptyVisits: () => store.destroyDue('visits', dueBefore('9999-12-31'), 10_000),
  }
}
