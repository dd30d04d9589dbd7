import type { ErrorCode } from '../../contract/error.ts'

/** Events counted for monitoring. */
export type Counted =
  | 'consents'
  | 'refusals'
  | 'withdrawals'
  | 'visits'
  | 'robot_visits'
  | 'messages'

/** Counts since the process started, in memory. */
export interface Metrics {
  count(counted: Counted, by?: number): void
  countError(code: ErrorCode): void
  /** Returns the Prometheus text exposition format 0.0.4. */
  format(): string
}

/** Starts every count at zero. */
export function createMetrics(): Metrics {
  const stored: Record<Counted, number> = {
    consents: 0,
    refusals: 0,
    withdrawals: 0,
    visits: 0,
    robot_visits: 0,
    messages: 0,
  }
  const errors = new Map<ErrorCode, number>()
  return {
    count(counted, by = 1) {
      stored[counted] += by
    },
    countError(code) {
      errors.set(code, (errors.get(code) ?? 0) + 1)
    },
    format: () =>
      [
        ...Object.entries(stored).flatMap(([name, value]) => [
          `# TYPE kelisim_${name}_total counter`,
          `kelisim_${name}_total ${value}`,
        ]),
        '# TYPE kelisim_errors_total counter',
        ...Array.from(errors, ([code, value]) => `kelisim_errors_total{code="${code}"} ${value}`),
        '',
      ].join('\n'),
  }
}
