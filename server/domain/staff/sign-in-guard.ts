import { createFailures } from './failures.ts'
import { createVerificationQueue } from './verification-queue.ts'

/** Failures within 15 minutes after which a network, or a known browser, has to wait. */
const MAX_FAILURES = 5
/** The same for the surrounding network, whose many small networks one attacker can use in turn. */
const MAX_FAILURES_AROUND = 25
/** The same for an address shared by many people who cannot be told apart. */
const MAX_FAILURES_SHARED = 50
const BUSY_MS = 5_000
/** Maximum number of networks remembered as having signed in. */
const MAX_KNOWN_NETWORKS = 100

/** The source of an attempt, as far as it is known. */
export interface Guesser {
  /** The address range whose failures are counted together: an IPv4 address, an IPv6 /64. */
  readonly network: string
  /** The surrounding network: /24, /48. */
  readonly around: string
  /** Whether many people share the address. */
  readonly isShared: boolean
  /** Id of a browser that has signed in before and proves it. */
  readonly device: string | undefined
}

/** Result of an attempt to sign in. */
export type AttemptResult =
  | { readonly kind: 'right' }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'too_many'; readonly retryAfterSeconds: number }

/** Runs an attempt unless its source has failed too often. */
export type SignInGuard = (
  guesser: Guesser,
  verify: () => Promise<boolean>,
) => Promise<AttemptResult>

/** Returns the keys that an attempt is counted under, with the maximum failures of each. */
function listBudgets({ network, around, isShared, device }: Guesser): readonly [string, number][] {
  // OWASP's device cookies: failures of others in the same network do not count against this browser, nor the reverse.
  if (device !== undefined) return [[`device ${device}`, MAX_FAILURES]]
  if (isShared) return [[`shared ${network}`, MAX_FAILURES_SHARED]]
  return [
    [`network ${network}`, MAX_FAILURES],
    [`around ${around}`, MAX_FAILURES_AROUND],
  ]
}

const tooMany = (waitMs: number): AttemptResult => ({
  kind: 'too_many',
  retryAfterSeconds: Math.ceil(waitMs / 1000),
})

/** Networks that have signed in since the start, latest last. */
function createKnownNetworks() {
  const networks = new Set<string>()
  return {
    has: ({ network, isShared }: Guesser) => !isShared && networks.has(network),
    add({ network, isShared }: Guesser) {
      if (isShared) return
      networks.delete(network)
      networks.add(network)
      const [oldest] = networks
      if (networks.size > MAX_KNOWN_NETWORKS && oldest !== undefined) networks.delete(oldest)
    },
  }
}

/**
 * Slows down guessing: after five failures of a network within 15 minutes, the next attempt must wait until the first of them
 * is 15 minutes old. A stranger can therefore lock the school out of its console only from the school's own network, and not
 * even from there where the browser has signed in before, since its failures are counted separately.
 *
 * A right attempt does not count, and ends the failures of a known browser. A network keeps its own: whoever guesses at another
 * person's password must not begin anew by signing in with theirs.
 *
 * Counts are kept in memory, for one process.
 */
export function createSignInGuard({ clock }: { readonly clock: () => number }): SignInGuard {
  const failures = createFailures()
  const queue = createVerificationQueue()
  const known = createKnownNetworks()

  const enter = (guesser: Guesser, verify: () => Promise<boolean>) =>
    guesser.device !== undefined || known.has(guesser)
      ? queue.enter('known', guesser.device ?? guesser.network, verify)
      : queue.enter('stranger', guesser.around, verify)
  const takeBack = (keys: readonly string[], atMs: number) => {
    for (const key of keys) failures.takeBack(key, atMs)
  }

  return async (guesser, verify) => {
    const nowMs = clock()
    const budgets = listBudgets(guesser)
    const keys = budgets.map(([key]) => key)
    const waits = budgets.map(([key, atMost]) => failures.waitMs(key, atMost, nowMs))
    const waitMs = Math.max(...waits)
    if (waitMs > 0) return tooMany(waitMs)
    const turn = enter(guesser, verify)
    if (!turn) return tooMany(BUSY_MS)
    // Counted before the result is known: five concurrent attempts must not become fifty.
    for (const key of keys) failures.add(key, nowMs)
    const isRight = await turn.catch((error: unknown) => {
      // Not a wrong password: a database failure must not make anybody wait.
      takeBack(keys, nowMs)
      throw error
    })
    if (!isRight) return { kind: 'wrong' }
    known.add(guesser)
    takeBack(keys, nowMs)
    // A network's failures may be against another account than the one that this password was right for.
    if (guesser.device !== undefined) for (const key of keys) failures.forget(key)
    return { kind: 'right' }
  }
}
