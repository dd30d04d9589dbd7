/** A limit checked before an action: its key, and the permitted frequency. */
export interface UseLimit {
  /** Keyed hash of what is counted, for each key generation in use, newest first. Nobody can read it. */
  readonly keys: readonly Uint8Array[]
  /** Maximum uses since a time, for each interval. */
  readonly windows: readonly { readonly sinceMs: number; readonly atMost: number }[]
}

/** Counted uses. They are added by the writes that they limit. */
export interface UseStore {
  /** Deletes the uses counted before a time. Returns the number deleted. */
  deleteUses(beforeMs: number): Promise<number>
}
