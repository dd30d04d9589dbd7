import type { Context, MiddlewareHandler } from 'hono'
import type { Deps } from '../../deps.ts'
import { isIpv4, type NetworkAddress, networkOf } from '../../domain/addresses/network-address.ts'
import { costOf, createSlidingCounts } from '../../domain/limits/sliding-counts.ts'
import { ApiError } from '../answering/api-error.ts'
import { type Client, readClient } from '../reading/client-address.ts'
import type { Hints } from '../reading/hints.ts'
import { createProxyNotice } from '../reading/proxy-headers.ts'

/**
 * Requests that one network (IPv4 /24, IPv6 /64) may send to one endpoint in any minute (SE-10). A school of a thousand behind
 * one address stays below each: what is limited is a program, not a lesson that opens the site.
 */
export const requestsPerMinute = {
  /** 1,000 pupils who open a page every minute, and what the page sends when it is left. */
  visits: 3_000,
  /** A choice is made once in half a year; a whole school at the first lesson. */
  consents: 1_200,
  refusals: 1_200,
  /** Written by hand. Each costs the school's staff time, and may send a mail. */
  messages: 60,
  /** As messages: each may send a mail to an address that was only typed. */
  requests: 60,
  /** Codes are guessed here; their own limit of tries comes on top. */
  me: 120,
  /** All that is held of a person, read from one end to the other: nobody needs it often. */
  export: 20,
  /** A console makes a handful for each screen. Passwords have a limit of their own. */
  admin: 600,
  /** Figures of up to two years. */
  statistics: 120,
  /** Everything else below `/v1`: reading of what is public and mostly cached. */
  other: 3_000,
} as const

type Endpoint = keyof typeof requestsPerMinute

const MINUTE_MS = 60_000
const OWN = { ipv4: 24, ipv6: 64 }
/** What a provider gives to one customer: 65,536 networks of /64. They share as much as ten may send. */
const WIDE = { ipv4: 24, ipv6: 48 }
const WIDE_FACTOR = 10
/** An address that many share, since theirs are not known: enough that one of them does not stop the others. */
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

/** What has another limit than its address says: reading that costs more, and pages with forms. */
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

/** Counts requests of the last minute, in memory. No address is kept, written or logged. */
export interface RateLimiter {
  /** @returns milliseconds until the client may come again, or 0 where it may now. */
  take(endpoint: Endpoint, client: Client): number
}

/** @param clock milliseconds since 1970 UTC. */
export function createRateLimiter({
  clock,
  cryptography,
}: Pick<Deps, 'clock' | 'cryptography'>): RateLimiter {
  const counts = createSlidingCounts(MINUTE_MS, (length) => cryptography.randomBytes(length))

  /** The counts that a request adds to, and what it costs in each. */
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

/** Tells the operator, once, that visitors' addresses are not known: then many share one limit, and no visit keeps one. */
function createSharedWarning({ log, trustedProxies }: Pick<Deps, 'log' | 'trustedProxies'>) {
  let isTold = false
  return ({ shared }: Client): void => {
    if (!shared || isTold) return
    isTold = true
    log('warn', 'client_address_unknown', { reason: shared, KELISIM_TRUST_PROXY: trustedProxies })
  }
}

/** Limits of requests, counted together wherever they are met. */
export interface RequestLimits {
  /**
   * Counts each request under the endpoint that its address names. One function for all of it: each one that a request passes on
   * its way costs as much as what is done here.
   */
  readonly limit: MiddlewareHandler
  /**
   * Counts a request whose body asks for what has a limit of its own, under that one too.
   *
   * @throws {ApiError} as `limit`.
   */
  spend(c: Context, endpoint: Endpoint): void
}

/**
 * Limits everything below `/v1` and the pages whose forms are limited alike, and tells the operator where addresses are not the visitors' own. The machine itself is not
 * limited where it connects directly; what a header says of it is.
 *
 * @throws {ApiError} `too_many_requests` (429) with `Retry-After` in seconds.
 */
export function createRequestLimits(
  deps: Pick<Deps, 'clock' | 'cryptography' | 'log' | 'peerAddress' | 'trustedProxies'> & {
    readonly hints: Hints
  },
): RequestLimits {
  // With the first request: some runtimes give no random bytes before.
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
