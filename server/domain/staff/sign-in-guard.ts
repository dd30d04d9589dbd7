import { createFailures } from './failures.ts'
import { createVerificationQueue } from './verification-queue.ts'

/** Failures within 15 minutes after which a network, or a browser that is known, has to wait. */
const MAX_FAILURES = 5
/** The same for the network around it, which holds many of the small ones that one guesser can take turns with. */
const MAX_FAILURES_AROUND = 25
/** The same for an address that stands for many who cannot be told apart. */
const MAX_FAILURES_SHARED = 50
const BUSY_MS = 5_000
/** Networks remembered as having signed in. */
const MAX_KNOWN_NETWORKS = 100

/** Who tries a password, as far as it can be told. */
export interface Guesser {
  /** Whose failures are counted together: an IPv4 address, an IPv6 /64. */
  readonly network: string
  /** The network around it: /24, /48. */
  readonly around: string
  /** Whether the address is not their own but one that many share. */
  readonly isShared: boolean
  /** Id of a browser that has signed in before and can prove it. */
  readonly device: string | undefined
}

/** What became of an attempt to sign in. */
export type AttemptResult =
  | { readonly kind: 'right' }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'too_many'; readonly retryAfterSeconds: number }

/** Lets somebody try a password, unless they have failed too often. */
export type SignInGuard = (
  guesser: Guesser,
  verify: () => Promise<boolean>,
) => Promise<AttemptResult>

/** What an attempt is counted with, and how many failures each may have. */
function listBudgets({ network, around, isShared, device }: Guesser): readonly [string, number][] {
  // OWASP's device cookies: what others do in the same network is not counted against this browser, nor the other way round.
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

/** Networks that signed in since the start, the latest last. */
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
 * Slows down guessing: after five failures of one network within 15 minutes the next attempt has to wait until the first of
 * them is 15 minutes old. A stranger can therefore not lock the school out of its own console, unless from its own network;
 * and not even so where the browser signed in there before, since that one has failures of its own.
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
    // Counted before it is known to be wrong: five attempts at once must not become fifty.
    for (const key of keys) failures.add(key, nowMs)
    const isRight = await turn.catch((error: unknown) => {
      // Not a wrong password: nobody must have to wait for a database that did not answer.
      takeBack(keys, nowMs)
      throw error
    })
    if (!isRight) return { kind: 'wrong' }
    known.add(guesser)
    takeBack(keys, nowMs)
    if (keys[0] !== undefined) failures.forget(keys[0])
    return { kind: 'right' }
  }
}
