import { useState } from 'preact/hooks'
import type { LongJob, VerificationSummary } from '../../contract/index.ts'
import { JobState } from '../jobs/job-state.tsx'
import { Notice } from '../parts/notice.tsx'
import { Facts, Panel } from '../parts/panel.tsx'
import { formatInstant, formatNumber } from '../parts/value/format.ts'
import { useSite } from '../shell/site.ts'
import { useSpeech } from '../shell/speech.ts'
import { useExplain } from '../text/explain.ts'
import { fill } from '../text/fill.ts'
import { verifyLedger } from './calls.ts'
import { useTexts } from './speech.ts'

/** The ledger: whether it is whole, and a check of it. */
export function Ledger({
  job,
  onStarted,
}: {
  readonly job: LongJob | undefined
  readonly onStarted: () => void
}) {
  const text = useTexts()
  const explain = useExplain()
  const [problem, setProblem] = useState<string>()
  const isRunning = job?.state === 'running'
  const start = async () => {
    if (isRunning) return
    const answer = await verifyLedger()
    if (answer.kind === 'right') return onStarted()
    setProblem(explain(answer))
  }
  return (
    <Panel
      title={text.ledgerTitle}
      acts={
        <button type="button" aria-disabled={isRunning} onClick={start}>
          {text.verify}
        </button>
      }
    >
      <p class="hint">{text.ledgerText}</p>
      <p class="failure" role="alert">
        {problem}
      </p>
      {job ? (
        <JobState job={job} running={text.verifying} failed={{ error: text.failed }}>
          <Result job={job} />
        </JobState>
      ) : (
        <p>{text.neverVerified}</p>
      )}
    </Panel>
  )
}

function Result({ job }: { readonly job: LongJob }) {
  const text = useTexts()
  const { language } = useSpeech()
  const { timeZone } = useSite()
  const result = job.result as VerificationSummary
  const number = (value: number) => formatNumber(value, language)
  const isWhole = result.problemCount === 0
  return (
    <>
      <Notice kind={isWhole ? 'good' : 'wrong'} title={isWhole ? text.whole : text.broken}>
        {!isWhole && (
          <>
            <p>{fill(text.problems, { n: number(result.problemCount) })}</p>
            <ul>
              {result.problems.map((problem) => (
                <li key={problem} lang="en">
                  {problem}
                </li>
              ))}
            </ul>
          </>
        )}
      </Notice>
      <Facts
        facts={[
          {
            name: text.verifiedAt,
            value: formatInstant(job.endedAt ?? job.startedAt, language, timeZone),
          },
          { name: text.events, value: number(result.events) },
          { name: text.entries, value: number(result.entries) },
          { name: text.checkpoints, value: number(result.checkpoints) },
          {
            name: text.published,
            value:
              result.publishedUpTo > 0
                ? fill(text.publishedUpTo, { n: number(result.publishedUpTo) })
                : text.notPublished,
          },
        ]}
      />
    </>
  )
}
