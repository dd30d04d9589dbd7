import { StoreError } from '../store-error.ts'
import { isBusy, toStoreError } from './sqlite-error.ts'
import { type CountSum, createCountSum } from './visits/count-sum.ts'

/** Writes of one transaction. Above it a burst is cut in two, so that reads and sockets get their turn between. */
const WRITES_PER_COMMIT = 1024

/** Turns of the event loop for which a growing batch is put off, at most: a flood must not keep the first write waiting. */
const TURNS_AT_MOST = 16

/** Milliseconds between two looks whether another process has let go of the file. */
const LOOK_AGAIN_MS = 20

/** A transaction that could not be begun, and why; nothing was done. */
export interface NotBegun {
  readonly error: unknown
}

/** What group commit asks of a connection. All synchronous. */
export interface Transactions {
  /**
   * Runs `work` in a transaction; what it has written is on disk when this returns.
   *
   * @param mayWait whether the thread may stand still for another process that holds the file; else that is an answer.
   * @throws what `work` or the commit threw; everything is undone then.
   */
  transact(work: () => void, mayWait: boolean): NotBegun | undefined
  /** Told that writes were given up which waited for another process. */
  giveUp(error: unknown): void
  /** Adds to the stored counts, inside the open transaction. */
  storeCounts(sum: CountSum): void
}

/**
 * The statements of one write, run inside a transaction. Counts go into `sum`. It may run twice, the first time undone,
 * so it changes nothing but the database and `sum`.
 */
export type Write<T> = (sum: CountSum) => T

/** Runs a write in the next commit; resolves once that is on disk. @throws {StoreError} */
export type RunWrite = <T>(operation: string, write: Write<T>) => Promise<T>

interface Job {
  /** Until when the job waits for another process, by `performance.now()`; set when it is first held back. */
  untilMs?: number
  /** Runs the write; the function returned tells its caller. */
  readonly attempt: (sum: CountSum) => () => void
  readonly reject: (error: unknown) => void
}

/**
 * Calls `flush` as soon as the event loop is free and a further turn of it brings no more to flush. Requests that have
 * arrived while the last commit waited for the disk are read over several turns; each commit saved is worth them.
 *
 * @returns what to call when something has come in.
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
 * Makes what runs jobs in one transaction and tells their callers.
 *
 * @returns a function that returns the error where another process holds the file and may not be waited for: then nothing was
 *   done.
 */
function createTransact(transactions: Transactions) {
  function attemptAll(jobs: readonly Job[]): readonly (() => void)[] {
    const sum = createCountSum()
    const acknowledgements = jobs.map((job) => job.attempt(sum))
    transactions.storeCounts(sum)
    return acknowledgements
  }

  function refuse(jobs: readonly Job[], error: unknown) {
    // One bad write must not take its neighbours with it; a full disk fails them all alike.
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
 * Lets writes that wait at the same time share one transaction, and so one wait for the disk.
 *
 * There is no time window: the batch is what has come in until the event loop is free. Measured against a window of
 * 5 ms that is nine times the rate at 64 writers, and a lone write is not delayed.
 */
export function createGroupCommit(
  transactions: Transactions,
  { busyTimeoutMs }: { readonly busyTimeoutMs: number },
): {
  write: RunWrite
  /** Writes everything that waits and takes no more. */
  close(): void
} {
  const waiting: Job[] = []
  const transact = createTransact(transactions)
  let isClosed = false
  let isHeld = false

  /**
   * Another process holds the file. The thread does not stand still for it: whoever reads is answered, and the writes are tried
   * again until their time is over.
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
