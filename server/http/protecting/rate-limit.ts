import type { Context, MiddlewareHandler } from 'hono'
import type { Deps } from '../../deps.ts'
import { isIpv4, type NetworkAddress, networkOf } from '../../domain/addresses/network-address.ts'
import { costOf, createSlidingCounts } from '../../domain/limits/sliding-counts.ts'
import { ApiError } from '../answering/api-error.ts'
import { type Client, readClient } from '../reading/client-address.ts'
import type { Hints } from '../reading/hints.ts'
import { createProxyNotice } from '../reading/proxy-headers.ts'

/**
 * Requests that one network (IPv4 /24, IPv6 /64) may send to one endpoint in any minute (SE-10). A school of a thousand
 * behind one address stays below each: it limits programs, not a lesson that opens the site.
 */
export const requestsPerMinute = {
  /** 1,000 pupils who open a page every minute, with the request when it is left. */
  visits: 3_000,
  /** A choice is made once in half a year; enough for a whole school in the first lesson. */
  consents: 1_200,
  refusals: 1_200,
  /** Written by hand. Each costs the school's staff time, and may send a mail. */
  messages: 60,
  /** Like messages: each may send a mail to an address that was only typed. */
  requests: 60,
  /** Codes are guessed here; their own limit of attempts applies as well. */
  me: 120,
  /** A person's complete data: nobody needs it often. */
  export: 20,
  /** A console sends a handful for each screen. Passwords have their own limit. */
  admin: 600,
  /** Statistics of up to two years. */
  statistics: 120,
  /** Everything else below `/v1`: public and mostly cached reads. */
  other: 3_000,
} as const

type Endpoint = keyof typeof requestsPerMinute

const MINUTE_MS = 60_000
const OWN = { ipv4: 24, ipv6: 64 }
/** The prefix that a provider assigns to one customer: 65,536 networks of /64. Together they may send as much as ten. */
const WIDE = { ipv4: 24, ipv6: 48 }
const WIDE_FACTOR = 10
/** Factor for an address shared by many unknown clients, so that one does not block the others. */
const SHARED_FACTOR = 10

const tags = Object.fromEntries(
  Object.keys(requestsPerMinute).map((endpoint, index) => [endpoint, index]),
) as Readonly<Record<Endpoint, number>>
const [OWN_TAG, WIDE_TAG, SHARED_TAG] = [0, 1, 2]

/** 127.0.0.0/24 or ::1: the machine itself, unless it chose another of its own addresses. */
function isLoopback(address: NetworkAddress): boolean {
  const { 6: high = 0, 7: low = 0 } = address
  if (isIpv4(address)) return high === 0x7f00 && low < 256
  return low === 1 && address.every((group, at) => group === 0 || at === 7)
}

/** Paths with another limit than the default: expensive reads, and pages with forms. */
const dear: Readonly<Record<string, Endpoint>> = {
  '/v1/me/export': 'export',
  '/request': 'requests',
  '/my-data': 'me',
  '/v1/messages/stamp': 'other',
  '/v1/admin/statistics': 'statistics',
}

const endpointOf = (path: string): Endpoint => {
  const own = Object.hasOwn(dear, path) ? dear[path] : undefined
  if (own) return own
  const name = path.split('/', 3)[2] ?? ''
  return Object.hasOwn(requestsPerMinute, name) ? (name as Endpoint) : 'other'
}

/** Counts requests of the last minute, in memory. No address is stored, written or logged. */
export interface RateLimiter {
  /** @returns milliseconds until the client may send again, or 0 where it may now. */
  take(endpoint: Endpoint, client: Client): number
}

/** @param clock milliseconds since 1970 UTC. */
export function createRateLimiter({
  clock,
  cryptography,
}: Pick<Deps, 'clock' | 'cryptography'>): RateLimiter {
  const counts = createSlidingCounts(MINUTE_MS, (length) => cryptography.randomBytes(length))

  /** Returns the counts that a request adds to, and its cost in each. */
  const listCounts = (endpoint: Endpoint, { address, shared }: Client) => {
    const atMost = requestsPerMinute[endpoint]
    const count = (network: NetworkAddress, tag: number, limit: number) => ({
      place: counts.find([...network, tags[endpoint], tag]),
      cost: costOf(limit),
    })
    if (shared) return [count(address, SHARED_TAG, SHARED_FACTOR * atMost)]
    const own = networkOf(address, OWN)
    if (isIpv4(own)) return [count(own, OWN_TAG, atMost)]
    const wide = networkOf(address, WIDE)
    return [count(own, OWN_TAG, atMost), count(wide, WIDE_TAG, WIDE_FACTOR * atMost)]
  }

  return {
    take(endpoint, client) {
      const nowMs = clock()
      const all = listCounts(endpoint, client)
      let waitMs = 0
      for (const { place, cost } of all)
        waitMs = Math.max(waitMs, counts.waitMs(place, cost, nowMs))
      if (waitMs === 0) for (const { place, cost } of all) counts.spend(place, cost, nowMs)
      return waitMs
    },
  }
}

/** Logs once that visitors' addresses are unknown: then many share one limit, and no visit stores an address. */
function createSharedWarning({ log, trustedProxies }: Pick<Deps, 'log' | 'trustedProxies'>) {
  let isTold = false
  return ({ shared }: Client): void => {
    if (!shared || isTold) return
    isTold = true
    log('warn', 'client_address_unknown', { reason: shared, KELISIM_TRUST_PROXY: trustedProxies })
  }
}

/** Rate limits, counted together wherever they apply. */
export interface RequestLimits {
  /**
   * Counts each request under the endpoint of its path. One middleware for everything, since each one costs a request as much
   * as the work done here.
   */
  readonly limit: MiddlewareHandler
  /**
   * Counts a request under a further endpoint, because of its body.
   *
   * @throws {ApiError} as `limit`.
   */
  spend(c: Context, endpoint: Endpoint): void
}

/**
 * Limits everything below `/v1` and the pages with forms, and warns the operator where addresses are not the visitors' own.
 * Direct connections of the machine itself are not limited; addresses in headers are.
 *
 * @throws {ApiError} `too_many_requests` (429) with `Retry-After` in seconds.
 */
export function createRequestLimits(
  deps: Pick<Deps, 'clock' | 'cryptography' | 'log' | 'peerAddress' | 'trustedProxies'> & {
    readonly hints: Hints
  },
): RequestLimits {
  // Created at the first request: some runtimes provide no random bytes earlier.
  let limiter: RateLimiter | undefined
  const warn = createSharedWarning(deps)
  const noticeProxy = createProxyNotice(deps)
  const take = (endpoint: Endpoint, client: Client): void => {
    if (deps.trustedProxies === 0 && isLoopback(client.address)) return
    limiter ??= createRateLimiter(deps)
    const waitMs = limiter.take(endpoint, client)
    if (waitMs === 0) return
    const seconds = Math.ceil(waitMs / 1000)
    throw new ApiError('too_many_requests', { headers: { 'retry-after': String(seconds) } })
  }
  return {
    limit(c, next) {
      noticeProxy(c)
      const client = readClient(c, deps)
      warn(client)
      take(endpointOf(c.req.path), client)
      return next()
    },
    spend: (c, endpoint) => take(endpoint, readClient(c, deps)),
  }
}
