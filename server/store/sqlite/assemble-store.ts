import type { Store } from '../store.ts'
import type { Connection } from './connection.ts'
import { consentStore } from './consents/consents.ts'
import { subjectStore } from './consents/subjects.ts'
import type { Driver } from './driver.ts'
import { createErasureNotes } from './erasure/erasure-notes.ts'
import { createGroupCommit, type Transactions } from './group-commit.ts'
import { jobStore } from './jobs.ts'
import { keyStore } from './keys.ts'
import { ledgerStore } from './ledger/ledger.ts'
import { createHeadKeeper } from './ledger/ledger-head.ts'
import { actStore } from './messages/acts.ts'
import { mailStore } from './messages/mail.ts'
import { messageListStore } from './messages/message-list.ts'
import { messageStore } from './messages/messages.ts'
import { policyStore } from './policies/policies.ts'
import { prepareQueries } from './queries.ts'
import { affectedStore } from './registers/affected.ts'
import { registerStore } from './registers/registers.ts'
import { requestListStore } from './registers/request-list.ts'
import { todayStore } from './registers/today.ts'
import { retentionStore } from './retention.ts'
import { accountChanges } from './staff/account-changes.ts'
import { accountStore } from './staff/accounts.ts'
import { invitationStore } from './staff/invitations.ts'
import { administratorStore, prepareAdministrators } from './staff/passwords.ts'
import { sessionStore } from './staff/sessions.ts'
import { createLogTidying } from './tidy-log.ts'
import { createTurns } from './turns.ts'
import { countStore } from './visits/counts.ts'
import { createEarlierVisits } from './visits/earlier-visits.ts'
import { createHiddenVisits } from './visits/hidden-visits.ts'
import { unlinkingStore } from './visits/unlink-visits.ts'
import { createVisitBudgets } from './visits/visit-budgets.ts'
import { visitStore } from './visits/visits.ts'
import { whenNeeded } from './when-needed.ts'

/** Opens the parts about staff, which share the statements of accounts. */
function openStaff(connection: Connection) {
  const changes = accountChanges(connection.db)
  return {
    ...accountStore(connection, changes),
    ...invitationStore(connection, changes),
    ...sessionStore(connection, changes),
    ...administratorStore(connection),
  }
}

/** Opens the parts of the store on one connection. */
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
  ...policyStore(connection),
  ...registerStore(connection),
  ...retentionStore(connection),
  ...subjectStore(connection),
  ...openStaff(connection),
  ...affectedStore(connection),
  ...todayStore(connection),
  ...actStore(connection),
  ...messageListStore(connection),
  ...requestListStore(connection),
})

type Tools = Pick<Connection, 'queries' | 'head' | 'budgets' | 'earlier' | 'hidden'>

/** Returns the driver's transactions for group commit, with ledger and budgets kept in sync. */
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
    for (const total of sum.totals()) queries.addCount(total)
  },
})

/**
 * Builds the store of a SQLite that is open and migrated. Everything that differs between SQLite runtimes is in the driver.
 *
 * @param options.busyTimeoutMs milliseconds for which a write waits for another process to release the database.
 */
export function assembleStore(driver: Driver, options: { readonly busyTimeoutMs: number }): Store {
  const { db, clearLog, clearLogSoon } = driver
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
  const tidyLog = createLogTidying(clearLog, clearLogSoon)
  const destroy: Connection['destroy'] = async (operation, work) => {
    const result = await write(operation, work)
    tidyLog.destroyed()
    return result
  }
  const connection = {
    ...{ db, ...tools, write, destroy, read, clearLog, tidyLog, erasures },
    turns: createTurns(),
  }
  return {
    ...openParts(connection),
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
