/** Maximum verifications of strangers running or waiting; scrypt takes some 100 ms each. */
const STRANGERS_AT_MOST = 20
/** Additional places for those who have signed in before. */
const KNOWN_AT_MOST = 10
/** Maximum of either for one network or browser, so that nobody fills the queue alone. */
const SHARE = 5

/** Priority: a browser or network that has signed in before goes first, then everybody else. */
export type Lane = 'known' | 'stranger'

/**
 * Runs one verification at a time, so that many at once cannot exhaust the memory that each needs. Known browsers and
 * networks have places of their own and go first: however many strangers there are, a known one waits only for the
 * verification in progress.
 */
export interface VerificationQueue {
  /** @returns `undefined` where no place is left, in total or for this group. */
  enter<T>(lane: Lane, group: string, verify: () => Promise<T>): Promise<T> | undefined
}

/** Starts empty. */
export function createVerificationQueue(): VerificationQueue {
  const lanes: Record<Lane, (() => Promise<void>)[]> = { known: [], stranger: [] }
  const taken: Record<Lane, number> = { known: 0, stranger: 0 }
  const takenByGroup = new Map<string, number>()
  let isRunning = false

  const runNext = () => {
    const turn = lanes.known.shift() ?? lanes.stranger.shift()
    isRunning = turn !== undefined
    void turn?.().then(runNext)
  }
  const leave = (lane: Lane, key: string) => {
    taken[lane]--
    const left = (takenByGroup.get(key) ?? 1) - 1
    if (left > 0) takenByGroup.set(key, left)
    else takenByGroup.delete(key)
  }

  return {
    enter(lane, group, verify) {
      const key = `${lane} ${group}`
      const share = takenByGroup.get(key) ?? 0
      const atMost = lane === 'known' ? KNOWN_AT_MOST : STRANGERS_AT_MOST
      if (taken[lane] >= atMost || share >= SHARE) return undefined
      taken[lane]++
      takenByGroup.set(key, share + 1)
      return new Promise((resolve, reject) => {
        // The caller gets an error; the next turn runs all the same.
        const turn = async () => {
          await verify().then(resolve, reject)
          leave(lane, key)
        }
        lanes[lane].push(turn)
        if (!isRunning) runNext()
      })
    },
  }
}
