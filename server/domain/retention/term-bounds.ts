/** How long something may be kept, in days: by default, at least, at most. */
export interface TermBounds {
  readonly usual: number
  readonly min: number
  readonly max: number
}

/**
 * What the terms of each data class may be set to (RT-02). The configuration is checked against it and the schedule is made of
 * it, so that no figure stands twice.
 */
export const termBounds = {
  /** Raw visits: minimisation (clause 6.1). */
  visits: { usual: 30, min: 1, max: 90 },
  /** Whole addresses of visits; 0 cuts an address before it is written. */
  visitAddresses: { usual: 30, min: 0, max: 30 },
  /** Counts by day: 25 months. */
  counts: { usual: 762, min: 1, max: 762 },
  messages: { usual: 365, min: 1, max: 3650 },
  /** Proof of a consent after its end: 1 to 5 years, by default the general limitation period. */
  consents: { usual: 1095, min: 365, max: 1825 },
  /** Requests after their answer. */
  requests: { usual: 1095, min: 365, max: 1825 },
  backups: { usual: 30, min: 7, max: 90 },
  /** The server's log (clause 7.1), which the host keeps. */
  serverLog: { usual: 30, min: 1, max: 90 },
} as const satisfies Readonly<Record<string, TermBounds>>
