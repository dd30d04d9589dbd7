/** Failures from one address after which it has to wait. */
const MAX_FAILURES = 5
const WINDOW_MS = 15 * 60_000
/** Addresses remembered. Beyond it the longest silent one is forgotten, so that memory stays bounded. */
const MAX_ADDRESSES = 1_000
/** Verifications that may wait for the one under way; scrypt takes some 100 ms each. */
const MAX_WAITING = 20
const BUSY_SECONDS = 5

/** What became of an attempt to sign in. */
export type AttemptResult =
  | { readonly kind: 'right' }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'too_many'; readonly retryAfterSeconds: number }

/** Lets somebody try a password, from an address, unless that address has failed too often. */
export type SignInGuard = (
  address: string,
  verify: () => Promise<boolean>,
) => Promise<AttemptResult>

/**
 * Slows down guessing: after five failures from one address within 15 minutes the next attempt has to wait until the
 * first of them is 15 minutes old. Verifications run one at a time, so that many attempts at once cannot exhaust the
 * memory that each of them takes. Counts are kept in memory, for one process.
 *
 * Counted by address, so that a stranger cannot lock the school out of its own console.
 */
export function createSignInGuard({ clock }: { readonly clock: () => number }): SignInGuard {
  const attemptsByAddress = new Map<string, readonly number[]>()
  let waiting = 0
  let last: Promise<unknown> = Promise.resolve()

  const remember = (address: string, attempts: readonly number[]) => {
    attemptsByAddress.delete(address)
    attemptsByAddress.set(address, attempts)
    const [oldest] = attemptsByAddress.keys()
    if (attemptsByAddress.size > MAX_ADDRESSES && oldest !== undefined) {
      attemptsByAddress.delete(oldest)
    }
  }

  const inTurn = async (verify: () => Promise<boolean>): Promise<boolean> => {
    waiting++
    const turn = last.then(verify)
    last = turn.catch(() => {
      /* The caller of that turn gets the error; the next turn runs all the same. */
    })
    return turn.finally(() => waiting--)
  }

  return async (address, verify) => {
    const nowMs = clock()
    const attempts = (attemptsByAddress.get(address) ?? []).filter(
      (atMs) => nowMs - atMs < WINDOW_MS,
    )
    const [first] = attempts
    if (first !== undefined && attempts.length >= MAX_FAILURES) {
      return { kind: 'too_many', retryAfterSeconds: Math.ceil((first + WINDOW_MS - nowMs) / 1000) }
    }
    if (waiting >= MAX_WAITING) return { kind: 'too_many', retryAfterSeconds: BUSY_SECONDS }
    // Counted before it is known to be wrong: five attempts at once must not become fifty.
    remember(address, [...attempts, nowMs])
    if (!(await inTurn(verify))) return { kind: 'wrong' }
    attemptsByAddress.delete(address)
    return { kind: 'right' }
  }
}
