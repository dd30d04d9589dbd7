/** What is counted before something is done: under which key, and how often it may be. */
export interface UseLimit {
  /** Keyed hash of what is counted, of each key generation in use, the newest first. Nobody can read it. */
  readonly keys: readonly Uint8Array[]
  /** At most so many uses since then, for each stretch of time. */
  readonly windows: readonly { readonly sinceMs: number; readonly atMost: number }[]
}

/** Uses that were counted. They are added by the writes that they limit. */
export interface UseStore {
  /** Deletes the uses counted before then. Returns how many. */
  deleteUses(beforeMs: number): Promise<number>
}
