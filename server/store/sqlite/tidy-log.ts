/** Commits after which the log is emptied: emptying all of it at the end of a long destruction would block others. */
const COMMITS_PER_EMPTYING = 10

/** Empties the write-ahead log after data were destroyed in many commits, in small steps. */
export interface LogTidying {
  /** Called after a commit that has destroyed something. The rest of the log is emptied soon in any case. */
  destroyed(): void
  /** Called when the destruction is finished: empties the log at once. */
  finish(): void
}

/**
 * Creates the tidying of one connection's log.
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
