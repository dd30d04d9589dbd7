/** Bounds of a retention period in days: default, minimum, maximum. */
export interface PeriodBounds {
  readonly usual: number
  readonly min: number
  readonly max: number
}

/**
 * Bounds of the retention period of each data class (RT-02). The configuration is validated against them and the schedule is
 * built from them, so that no number is written twice.
 */
export const periodBounds = {
  /** Raw visits: minimisation (clause 6.1). */
  visits: { usual: 30, min: 1, max: 90 },
  /** Full addresses of visits; 0 truncates an address before it is stored. */
  visitAddresses: { usual: 30, min: 0, max: 30 },
  /** Counts by day: 25 months. */
  counts: { usual: 762, min: 1, max: 762 },
  messages: { usual: 365, min: 1, max: 3650 },
  /** Proof of a consent after its end: 1 to 5 years, by default the general limitation period. */
  consents: { usual: 1095, min: 365, max: 1825 },
  /** Requests after their answer. */
  requests: { usual: 1095, min: 365, max: 1825 },
  backups: { usual: 30, min: 7, max: 90 },
  /** The server's log (clause 7.1), kept by the host. */
  serverLog: { usual: 30, min: 1, max: 90 },
} as const satisfies Readonly<Record<string, PeriodBounds>>
