import type { CountedPage, limits, VisitEntry } from '../../server/contract/index.ts'

const PATH_MAX_LENGTH: typeof limits.path = 1024
const DURATION_MAX_MS: typeof limits.visitDurationMs = 86_400_000
const DAY_MS = 86_400_000

/** Data of one page view. */
export interface PageView {
  /** Idempotency key, a UUID of version 7. */
  readonly id: string
  /** `location.pathname`. */
  readonly path: string
  /** `location.hostname`. */
  readonly host: string
  /** `document.referrer`; empty where the visitor came from the same page. */
  readonly referrer: string
  /** Time in view so far; only where `visit_time` is granted. */
  readonly durationMs?: number | undefined
}

/** Returns the time encoded in a visit's id: now where `visit_time` is granted, else the start of the day in UTC. */
export const visitTime = (nowMs: number, isTimed: boolean): number =>
  isTimed ? nowMs : nowMs - (nowMs % DAY_MS)

/** Returns the data sent of every page: its path without query and fragment, and another site's host, nothing else (TR-01). */
export function buildPage({
  path,
  host,
  referrer,
}: Pick<PageView, 'path' | 'host' | 'referrer'>): CountedPage {
  const referrerHost = /^https?:\/\/(?:[^/?#@]*@)?([a-z0-9.-]{1,253})(?=[:/?#]|$)/i
    .exec(referrer)?.[1]
    ?.toLowerCase()
  return {
    path: (/^\/[^?#\s]*/.exec(path)?.[0] ?? '/').slice(0, PATH_MAX_LENGTH),
    ...(referrerHost && referrerHost !== host && { referrerHost }),
  }
}

/** Returns the request body of a page view. */
export const buildVisit = ({ id, durationMs, ...page }: PageView): VisitEntry => ({
  id,
  ...buildPage(page),
  ...(durationMs !== undefined && {
    durationMs: Math.min(Math.max(Math.round(durationMs), 0), DURATION_MAX_MS),
  }),
})
