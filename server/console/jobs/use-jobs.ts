import { useEffect } from 'preact/hooks'
import type { LongJob, LongJobKind, LongJobsResult } from '../../contract/index.ts'
import { type Awaited, useAnswer } from '../parts/answered.tsx'
import { readJobs } from './calls.ts'

const LOOK_AGAIN_MS = 1500

/** Reads how long work goes, again and again while something runs. */
export function useJobs(): Awaited<LongJobsResult> {
  const awaited = useAnswer(() => readJobs(), '')
  const { answer, reload } = awaited
  useEffect(() => {
    const isRunning =
      answer?.kind === 'right' && answer.value.jobs.some(({ state }) => state === 'running')
    if (!isRunning) return
    const timer = setTimeout(reload, LOOK_AGAIN_MS)
    return () => clearTimeout(timer)
  }, [answer, reload])
  return awaited
}

/** Returns the last work of a kind. */
export const findJob = ({ jobs }: LongJobsResult, kind: LongJobKind): LongJob | undefined =>
  jobs.find((job) => job.kind === kind)
