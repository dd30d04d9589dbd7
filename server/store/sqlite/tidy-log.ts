/** Commits after which the log is emptied: all of it at the end of a long destruction would keep others waiting. */
const COMMITS_PER_EMPTYING = 10

/** Empties the write-ahead log of what was destroyed in many commits, little by little. */
export interface LogTidying {
  /** Called after a commit that has destroyed something. What is left in the log is taken away soon, whatever comes. */
  destroyed(): void
  /** Called where nothing more is destroyed for now: what is left in the log is taken away at once. */
  finish(): void
}

/**
 * Makes the tidying of one connection's log.
 *
 * @param clearLog empties it at once. @param clearLogSoon empties it within some seconds.
 */
export function createLogTidying(clearLog: () => boolean, clearLogSoon: () => void): LogTidying {
  let commits = 0
  const clear = () => {
    commits = 0
    clearLog()
  }
  return {
    destroyed() {
      commits += 1
      if (commits >= COMMITS_PER_EMPTYING) clear()
      else clearLogSoon()
    },
    finish() {
      if (commits > 0) clear()
    },
  }
}
