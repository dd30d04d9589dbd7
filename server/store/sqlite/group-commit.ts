import { StoreError } from '../store-error.ts'
import { isBusy, toStoreError } from './sqlite-error.ts'
import { type CountSum, createCountSum } from './visits/count-sum.ts'

/** Maximum writes of one transaction. A larger burst is split, so that reads and sockets are handled in between. */
const WRITES_PER_COMMIT = 1024

/** Maximum turns of the event loop for which a growing batch is delayed: a flood must not delay the first write. */
const TURNS_AT_MOST = 16

/** Milliseconds between two checks whether another process has released the file. */
const LOOK_AGAIN_MS = 20

/** A transaction that could not be started, and why; nothing was done. */
export interface NotBegun {
  readonly error: unknown
}

/** Interface of a connection for group commit. All synchronous. */
export interface Transactions {
  /**
   * Runs `work` in a transaction; its writes are on disk when this returns.
   *
   * @param mayWait whether the thread may block for another process that holds the file; else that is a result.
   * @throws what `work` or the commit threw; everything is undone then.
   */
  transact(work: () => void, mayWait: boolean): NotBegun | undefined
  /** Called after writes that waited for another process were given up. */
  giveUp(error: unknown): void
  /** Adds to the stored counts, inside the open transaction. */
  storeCounts(sum: CountSum): void
}

/**
 * The statements of one write, run inside a transaction. Counts are added to `sum`. It may run twice, the first time rolled
 * back, so it must change nothing but the database and `sum`.
 */
export type Write<T> = (sum: CountSum) => T

/** Runs a write in the next commit; resolves once that is on disk. @throws {StoreError} */
export type RunWrite = <T>(operation: string, write: Write<T>) => Promise<T>

interface Job {
  /** Until when the job waits for another process, by `performance.now()`; set when it is first delayed. */
  untilMs?: number
  /** Runs the write; the returned function settles its promise. */
  readonly attempt: (sum: CountSum) => () => void
  readonly reject: (error: unknown) => void
}

/**
 * Calls `flush` as soon as the event loop is idle and a further turn brings no more to flush. Requests that arrived while the
 * last commit waited for the disk are read over several turns; each commit saved is worth the wait.
 *
 * @returns a function to call when something has arrived.
 */
function createGathering(countReady: () => number, flush: () => void): () => void {
  let isScheduled = false
  let seen = 0
  let turns = 0

  function turn() {
    const count = countReady()
    const mayGrow = count > seen && count < WRITES_PER_COMMIT && turns < TURNS_AT_MOST
    seen = mayGrow ? count : 0
    turns = mayGrow ? turns + 1 : 0
    if (!mayGrow) flush()
    isScheduled = mayGrow || countReady() > 0
    if (isScheduled) setImmediate(turn)
  }

  return () => {
    if (isScheduled) return
    isScheduled = true
    setImmediate(turn)
  }
}

/**
 * Returns the function that runs jobs in one transaction and settles their promises.
 *
 * @returns a function that returns the error where another process holds the file and waiting is not permitted: then nothing
 *   was done.
 */
function createTransact(transactions: Transactions) {
  function attemptAll(jobs: readonly Job[]): readonly (() => void)[] {
    const sum = createCountSum()
    const acknowledgements = jobs.map((job) => job.attempt(sum))
    transactions.storeCounts(sum)
    return acknowledgements
  }

  function refuse(jobs: readonly Job[], error: unknown) {
    // One invalid write must not fail the others; a full disk fails all of them.
    const isOutage = toStoreError('commit', error).code === 'unavailable'
    if (jobs.length === 1 || isOutage) for (const job of jobs) job.reject(error)
    else for (const job of jobs) transact([job], true)
  }

  function transact(jobs: readonly Job[], mayWait: boolean): unknown {
    let acknowledgements: readonly (() => void)[] = []
    try {
      const notBegun = transactions.transact(() => {
        acknowledgements = attemptAll(jobs)
      }, mayWait)
      if (notBegun && !mayWait && isBusy(notBegun.error)) return notBegun.error
      if (notBegun) for (const job of jobs) job.reject(notBegun.error)
    } catch (error) {
      refuse(jobs, error)
      return undefined
    }
    for (const acknowledge of acknowledgements) acknowledge()
    return undefined
  }

  return transact
}

/**
 * Lets concurrent writes share one transaction, and so one wait for the disk.
 *
 * There is no time window: the batch is what has arrived until the event loop is idle. Compared with a window of 5 ms that is
 * nine times the rate at 64 writers, and a lone write is not delayed.
 */
export function createGroupCommit(
  transactions: Transactions,
  { busyTimeoutMs }: { readonly busyTimeoutMs: number },
): {
  write: RunWrite
  /** Writes everything that waits and accepts no more. */
  close(): void
} {
  const waiting: Job[] = []
  const transact = createTransact(transactions)
  let isClosed = false
  let isHeld = false

  /**
   * Another process holds the file. The thread does not block: reads are served, and the writes are retried until their
   * timeout.
   */
  function holdBack(jobs: readonly Job[], error: unknown) {
    const nowMs = performance.now()
    const isLate = ({ untilMs = nowMs }: Job) => untilMs <= nowMs
    for (const job of jobs) job.untilMs ??= nowMs + busyTimeoutMs
    waiting.unshift(...jobs.filter((job) => !isLate(job)))
    const late = jobs.filter(isLate)
    if (late.length > 0) transactions.giveUp(error)
    for (const job of late) job.reject(error)
    isHeld = true
    setTimeout(() => {
      isHeld = false
      if (waiting.length > 0) schedule()
    }, LOOK_AGAIN_MS)
  }

  function flush() {
    const jobs = waiting.splice(0, WRITES_PER_COMMIT)
    const error = jobs.length > 0 ? transact(jobs, isClosed) : undefined
    if (error !== undefined) holdBack(jobs, error)
  }

  const schedule = createGathering(() => (isHeld ? 0 : waiting.length), flush)

  return {
    write: <T>(operation: string, write: Write<T>) =>
      new Promise<T>((resolve, reject) => {
        if (isClosed) return reject(new StoreError(operation, 'unavailable', 'closed'))
        waiting.push({
          attempt: (sum) => {
            const result = write(sum)
            return () => resolve(result)
          },
          reject: (error) => reject(toStoreError(operation, error)),
        })
        if (!isHeld) schedule()
      }),
    close() {
      isClosed = true
      while (waiting.length > 0) flush()
    },
  }
}
