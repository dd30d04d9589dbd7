import type { ComponentChildren } from 'preact'
import type { LongJob } from '../../contract/index.ts'
import { Notice } from '../parts/notice.tsx'
import { Progress } from '../parts/progress.tsx'
import { useSpeech } from '../shell/speech.ts'

/** Words for why a work failed, by its reason. `error` is for every reason that has none of its own. */
export type FailureWords = Readonly<
  Partial<Record<NonNullable<LongJob['reason']>, string>> & { readonly error: string }
>

/** The state of a long work: that it goes on, why it has no result, or its result. */
export function JobState({
  job: { state, reason },
  running,
  failed,
  children,
}: {
  readonly job: LongJob
  /** Says that it goes on. */
  readonly running: string
  readonly failed: FailureWords
  /** The result of one that is done. */
  readonly children: ComponentChildren
}) {
  const { text } = useSpeech()
  switch (state) {
    case 'running':
      return <Progress label={running} />
    case 'interrupted':
      return <Notice kind="attention">{text.jobInterrupted}</Notice>
    case 'failed':
      return <Notice kind="wrong">{failed[reason ?? 'error'] ?? failed.error}</Notice>
    case 'done':
      return <>{children}</>
    default:
      return state satisfies never
  }
}
