import type { MiddlewareHandler } from 'hono'
import type { Deps } from '../../deps.ts'
import { shortenAddress } from '../../domain/shorten-address.ts'
import { ApiError } from './api-error.ts'
import { clientAddress } from './client-address.ts'

/**
 * Requests a minute that the machines of one shortened address (/24, /48) may send to one endpoint (SE-10). A school
 * of a thousand behind one address stays below each: what is limited is a program, not a lesson that opens the site.
 */
export const requestsPerMinute = {
  /** 1,000 pupils who open a page every minute, and what the page sends when it is left. */
  visits: 3_000,
  /** A choice is made once in half a year; a whole school at the first lesson. */
  consents: 1_200,
  refusals: 1_200,
  /** Written by hand. Each costs the school's staff time, and may send a mail. */
  messages: 60,
  /** Codes are guessed here; their own limit of tries comes on top. */
  me: 120,
  /** A console makes a handful for each screen. Passwords have a limit of their own. */
  admin: 600,
  /** Everything else below `/v1`: reading of what is public and mostly cached. */
  other: 3_000,
} as const

type Endpoint = keyof typeof requestsPerMinute

const MINUTE_MS = 60_000
/** Addresses counted at once. Past it, new ones share one count, so that the memory cannot be filled. */
const COUNTED = 20_000

/** A direct connection of the machine itself: the operator's own programs, or a proxy that was not configured. */
const isLoopback = (address: string) => address === '127.0.0.0' || address === '::'

const endpointOf = (path: string): Endpoint => {
  const name = path.split('/', 3)[2] ?? ''
  return Object.hasOwn(requestsPerMinute, name) ? (name as Endpoint) : 'other'
}

/** Counts requests of the running minute. Nothing is kept past it, none is written or logged. */
export interface RateLimiter {
  /** @returns seconds until the caller may come again, or 0 where it may now. */
  take(endpoint: Endpoint, address: string): number
  /** Addresses held in memory now. */
  readonly size: number
}

/** @param clock milliseconds since 1970 UTC. */
export function createRateLimiter(
  clock: () => number,
  { max = COUNTED }: { max?: number } = {},
): RateLimiter {
  const counts = new Map<string, number>()
  let minute = 0
  let isSweeping = false
  /** Also where nobody comes any more, no address is older than a minute. */
  const sweepLater = () => {
    if (isSweeping) return
    isSweeping = true
    const timer: unknown = setTimeout(() => {
      isSweeping = false
      counts.clear()
    }, MINUTE_MS)
    // On Node, waiting for it must not hold the process.
    if (typeof timer === 'object' && timer && 'unref' in timer) (timer.unref as () => void)()
  }
  return {
    get size() {
      return counts.size
    },
    take(endpoint, address) {
      const nowMs = clock()
      const current = Math.floor(nowMs / MINUTE_MS)
      if (current !== minute) {
        minute = current
        counts.clear()
      }
      const own = `${endpoint} ${address}`
      const key = counts.size < max || counts.has(own) ? own : `${endpoint} *`
      const count = (counts.get(key) ?? 0) + 1
      counts.set(key, count)
      sweepLater()
      if (count <= requestsPerMinute[endpoint]) return 0
      return Math.ceil(((current + 1) * MINUTE_MS - nowMs) / 1000)
    },
  }
}

/**
 * Limits everything below `/v1`. The machine itself is not limited.
 *
 * @throws {ApiError} `too_many_requests` (429) with `Retry-After` in seconds.
 */
export function limitRate(
  deps: Pick<Deps, 'clock' | 'peerAddress' | 'trustedProxies'>,
): MiddlewareHandler {
  const limiter = createRateLimiter(deps.clock)
  return function limit(c, next) {
    const address = shortenAddress(clientAddress(c, deps) ?? '')
    if (isLoopback(address)) return next()
    const seconds = limiter.take(endpointOf(c.req.path), address)
    if (seconds > 0)
      throw new ApiError('too_many_requests', { headers: { 'retry-after': String(seconds) } })
    return next()
  }
}
