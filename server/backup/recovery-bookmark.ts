/** A Durable Object's storage, which the platform can reset to a moment of the last 30 days. */
export interface RecoverableStorage {
  /** Returns a bookmark of this moment. Rejects where the platform keeps none. */
  getCurrentBookmark(): Promise<string>
}

export type RecoveryLog = (
  level: 'info' | 'warn',
  event: string,
  facts: Readonly<Record<string, string | number | boolean>>,
) => void

/** Returns a bookmark of this moment, or `undefined` where the platform has none. */
export async function takeBookmark(storage: RecoverableStorage): Promise<string | undefined> {
  try {
    return await storage.getCurrentBookmark()
  } catch {
    return undefined
  }
}

/** Logs the bookmark to which the storage can be reset (docs/edge.md), or that there is none. */
export function logBookmark(log: RecoveryLog, job: string, bookmark: string | undefined): void {
  if (bookmark === undefined) log('warn', 'recovery_bookmark_missing', { job })
  else log('info', 'recovery_bookmark', { job, bookmark })
}

/**
 * Returns the function that logs a bookmark before data are destroyed. A missing bookmark does not stop destruction that the
 * law requires; it is logged, and the work goes on.
 */
export const createRecoveryLog =
  (storage: RecoverableStorage, log: RecoveryLog) =>
  async (job: string): Promise<void> =>
    logBookmark(log, job, await takeBookmark(storage))
