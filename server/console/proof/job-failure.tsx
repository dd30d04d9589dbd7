import type { LongJob } from '../../contract/index.ts'
import { Notice } from '../parts/notice.tsx'
import { useTexts } from './speech.ts'

/** Says why a work has no result; nothing where it has one, or goes on. */
export function JobFailure({ job }: { readonly job: LongJob | undefined }) {
  const text = useTexts()
  if (job?.state === 'interrupted') return <Notice kind="attention">{text.interrupted}</Notice>
  if (job?.state !== 'failed') return null
  return <Notice kind="wrong">{job.reason === 'too_large' ? text.tooLarge : text.failed}</Notice>
}
