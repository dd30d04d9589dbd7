/** How much a run does. */
export interface LongOptions {
  /** Requests that `fuzz` generates. */
  readonly requests: number
  /** Times that `kills` kills the server. */
  readonly kills: number
  /** Times that `evictions` evicts an object. */
  readonly evictions: number
}

/** What a part has seen. */
export interface LongResult {
  /** Figures to print, in order. */
  readonly figures: Readonly<Record<string, string | number>>
  /** Each broken rule in one line; empty where all hold. */
  readonly violations: readonly string[]
}

/** One part of `npm run test:long`. Starts and stops its own servers. */
export type LongPart = (options: LongOptions) => Promise<LongResult>

/** How many lines of one kind are printed: the first say what is wrong, the rest only how often. */
const SHOWN = 20

/** Collects broken rules; one that is broken many times is told a few times and counted. */
export function createViolations() {
  const seen = new Map<string, { count: number; example: string }>()
  return {
    /** @param rule the rule that is broken. @param example where, without anything that differs from case to case. */
    add(rule: string, example = ''): void {
      const known = seen.get(rule)
      if (known) known.count += 1
      else seen.set(rule, { count: 1, example })
    },
    list: (): readonly string[] => {
      const lines = Array.from(seen, ([rule, { count, example }]) =>
        [`${count} × ${rule}`, ...(example ? [example] : [])].join(': '),
      )
      const more = lines.length - SHOWN
      return more > 0 ? [...lines.slice(0, SHOWN), `… and ${more} more kinds`] : lines
    },
  }
}

export type Violations = ReturnType<typeof createViolations>
