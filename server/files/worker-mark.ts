import { createHash } from 'node:crypto'
import { hostname } from 'node:os'

const DAY_MS = 86_400_000

const host = createHash('sha256').update(hostname()).digest('hex').slice(0, 8)

/** Part of an unfinished file's name: the process and the machine that are writing it. */
export const workerMark = `${process.pid}-${host}`

/** Matches the mark in a name; names of earlier versions lack the machine. */
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
 * Returns whether an unfinished file is abandoned, because its process has ended. For another machine's file, including
 * another container's, only the time tells: abandoned after a day without a write. The same applies where another process now
 * has the number.
 *
 * @param found pid and machine, as matched by {@link MARK}.
 * @param ageMs time since the last write.
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
