import { createHash } from 'node:crypto'
import { hostname } from 'node:os'

const DAY_MS = 86_400_000

const host = createHash('sha256').update(hostname()).digest('hex').slice(0, 8)

/** Stands in the name of an unfinished file: which process of which machine is at work on it. */
export const workerMark = `${process.pid}-${host}`

/** A mark as it stands in a name; the machine is left out in names of earlier versions. */
export const MARK = String.raw`(\d+)(?:-([0-9a-f]{8}))?`

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/**
 * Whether nobody is at work on an unfinished file any more: its process has ended. Of another machine's, a container's among
 * them, only the time tells: nobody is at it for a day without writing. So it is with a number that another process has now.
 *
 * @param found pid and machine, as {@link MARK} has found them.
 * @param ageMs since the file was last written to.
 */
export function isAbandoned(
  found: readonly [pid: string | undefined, host: string | undefined],
  ageMs: number,
): boolean {
  const [pid, madeOn = host] = found
  if (pid === undefined) return false
  const isOurs = madeOn === host && Number(pid) === process.pid
  return !isOurs && ((madeOn === host && !isRunning(Number(pid))) || ageMs > DAY_MS)
}
