/** A Durable Object's storage, which the platform can put back to a moment of the last 30 days. */
export interface RecoverableStorage {
  /** Names this moment. Rejects where the platform keeps none. */
  getCurrentBookmark(): Promise<string>
}

export type RecoveryLog = (
  level: 'info' | 'warn',
  event: string,
  facts: Readonly<Record<string, string | number | boolean>>,
) => void

/** Names this moment. @returns `undefined` where the platform cannot. */
export async function takeBookmark(storage: RecoverableStorage): Promise<string | undefined> {
  try {
    return await storage.getCurrentBookmark()
  } catch {
    return undefined
  }
}

/** Writes to the log to which moment the storage can be put back (docs/edge.md), or that it cannot be. */
export function logBookmark(log: RecoveryLog, job: string, bookmark: string | undefined): void {
  if (bookmark === undefined) log('warn', 'recovery_bookmark_missing', { job })
  else log('info', 'recovery_bookmark', { job, bookmark })
}

/**
 * Makes what writes it down before something is destroyed. What the law wants destroyed is not stopped by a bookmark that is
 * missing: the log says so, and the work goes on.
 */
export const createRecoveryLog =
  (storage: RecoverableStorage, log: RecoveryLog) =>
  async (job: string): Promise<void> =>
    logBookmark(log, job, await takeBookmark(storage))
