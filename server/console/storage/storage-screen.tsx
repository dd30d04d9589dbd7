import '../style/proof.css'
import { useEffect } from 'preact/hooks'
import { findJob, useJobs } from '../jobs/use-jobs.ts'
import { Answered, useAnswer } from '../parts/answered.tsx'
import { ScreenTitle } from '../parts/screen-title.tsx'
import { readRetention } from './calls.ts'
import { Holds } from './holds.tsx'
import { Run } from './run.tsx'
import { Schedule } from './schedule.tsx'
import { useTexts } from './speech.ts'

/** Retention periods, what goes when, and what must be kept. */
export function StorageScreen() {
  const text = useTexts()
  const retention = useAnswer(() => readRetention(), '')
  const jobs = useJobs()
  const job = jobs.answer?.kind === 'right' ? findJob(jobs.answer.value, 'retention') : undefined
  // What has been destroyed is due no longer.
  useEffect(() => {
    if (job?.state === 'done') retention.reload()
  }, [job?.state, job?.id])
  return (
    <div class="proof">
      <ScreenTitle title={text.title} lead={text.lead} />
      <Answered awaited={retention}>
        {(value) => (
          <>
            <Run retention={value} job={job} onStarted={jobs.reload} />
            <Holds />
            <Schedule classes={value.classes} />
          </>
        )}
      </Answered>
    </div>
  )
}
