import type { Store } from '../store.ts'
import { administratorStore, prepareAdministrators } from './administrators.ts'
import { affectedStore } from './affected.ts'
import type { Connection } from './connection.ts'
import { consentStore } from './consents.ts'
import { countStore } from './counts.ts'
import type { Driver } from './driver.ts'
import { createEarlierVisits } from './earlier-visits.ts'
import { createErasureNotes } from './erasure-notes.ts'
import { createGroupCommit, type Transactions } from './group-commit.ts'
import { createHiddenVisits } from './hidden-visits.ts'
import { jobStore } from './jobs.ts'
import { keyStore } from './keys.ts'
import { ledgerStore } from './ledger.ts'
import { createHeadKeeper } from './ledger-head.ts'
import { mailStore } from './mail.ts'
import { messageStore } from './messages.ts'
import { prepareQueries } from './queries.ts'
import { registerStore } from './registers.ts'
import { retentionStore } from './retention.ts'
import { subjectStore } from './subjects.ts'
import { createTurns } from './turns.ts'
import { unlinkingStore } from './unlink-visits.ts'
import { createVisitBudgets } from './visit-budgets.ts'
import { visitStore } from './visits.ts'
import { whenNeeded } from './when-needed.ts'

/** What each part of the store does, on one connection. */
const openParts = (connection: Connection) => ({
  ...consentStore(connection),
  ...visitStore(connection),
  ...unlinkingStore(connection),
  ...countStore(connection),
  ...jobStore(connection),
  ...ledgerStore(connection),
  ...keyStore(connection),
  ...mailStore(connection),
  ...messageStore(connection),
  ...registerStore(connection),
  ...retentionStore(connection),
  ...subjectStore(connection),
  ...administratorStore(connection),
  ...affectedStore(connection),
})

type Tools = Pick<Connection, 'queries' | 'head' | 'budgets' | 'earlier' | 'hidden'>

/** What group commit works with: the driver's transactions, with ledger and budgets kept in step with them. */
const transactionsOf = (
  driver: Driver,
  { queries, head, budgets, earlier, hidden }: Tools,
): Transactions => ({
  transact(work, mayWait) {
    const whole = () => {
      const stamp = driver.readStamp()
      head.begin(stamp)
      earlier.begin(stamp)
      work()
      head.end()
    }
    try {
      return driver.transact({ work: whole, committed: head.committed }, mayWait)
    } catch (error) {
      budgets.forget()
      earlier.forget()
      hidden.forget()
      throw error
    }
  },
  giveUp: driver.giveUp,
  storeCounts(sum) {
    for (const { day, measure, dimension, value, count } of sum.totals()) {
      queries.addCount.run(day, measure, dimension, value, count)
    }
  },
})

/**
 * Makes the store of a SQLite that is open and up to date. Whatever differs between one SQLite and another is the driver's.
 *
 * @param options.busyTimeoutMs milliseconds for which a write waits for another process to release the database.
 */
export function assembleStore(driver: Driver, options: { readonly busyTimeoutMs: number }): Store {
  const { db, clearLog } = driver
  const queries = prepareQueries(db, driver.prepare)
  const head = createHeadKeeper(driver)
  const hidden = createHiddenVisits(driver)
  const budgets = createVisitBudgets(driver, hidden)
  const earlier = createEarlierVisits(driver)
  const tools = { queries, head, budgets, earlier, hidden }
  const transactions = transactionsOf(driver, tools)
  const { write, close } = createGroupCommit(transactions, options)
  const read: Connection['read'] = async (operation, query) => driver.read(operation, query)
  const erasures = createErasureNotes({ db, read }, driver.notes)
  /** A table of one row. */
  const smallest = whenNeeded(() => prepareAdministrators(db))
  const connection = { db, ...tools, write, read, clearLog, erasures, turns: createTurns() }
  return {
    ...openParts(connection),
    readForeignStamp: () => driver.read('readForeignStamp', driver.readStampOfTurn),
    readCondition: () => {
      if (!driver.isOpen()) return Promise.resolve('not_answering')
      const now = driver.look()
      return read('readCondition', () => smallest().findPassword.get()).then(
        () => now,
        () => (now === 'ready' ? 'not_answering' : now),
      )
    },
    async close() {
      close()
      driver.close()
    },
  }
}
