import { useState } from 'preact/hooks'
import type { LongJob, RetentionResult, RetentionRunResult } from '../../contract/index.ts'
import { JobState } from '../jobs/job-state.tsx'
import { ConfirmDialog } from '../parts/form/confirm-dialog.tsx'
import { Table } from '../parts/list/table.tsx'
import { Notice } from '../parts/notice.tsx'
import { Facts, Panel } from '../parts/panel.tsx'
import { formatInstant, formatNumber } from '../parts/value/format.ts'
import { toHref } from '../shell/address.ts'
import { useReach } from '../shell/role.ts'
import { useSite } from '../shell/site.ts'
import { useSpeech } from '../shell/speech.ts'
import { useExplain } from '../text/explain.ts'
import { fill } from '../text/fill.ts'
import { startRetention } from './calls.ts'
import { nameOfClass } from './class-name.ts'
import { useTexts } from './speech.ts'

const REGISTER = '/registers/destructions'

/** What is past its period: counted first, then destroyed. */
export function Run({
  retention,
  job,
  onStarted,
}: {
  readonly retention: RetentionResult
  readonly job: LongJob | undefined
  readonly onStarted: () => void
}) {
  const text = useTexts()
  const { language } = useSpeech()
  const explain = useExplain()
  const { timeZone } = useSite()
  const canOpen = useReach()
  const [problem, setProblem] = useState<string>()
  const isRunning = job?.state === 'running'
  const { lastRunAt, isClockInDoubt } = retention
  const count = async () => {
    if (isRunning) return
    const answer = await startRetention({ body: { dryRun: true } })
    if (answer.kind !== 'right') return setProblem(explain(answer))
    setProblem(undefined)
    onStarted()
  }
  return (
    <Panel
      title={text.runTitle}
      acts={
        <button type="button" aria-disabled={isRunning} onClick={count}>
          {text.count}
        </button>
      }
    >
      <p class="hint">{text.runText}</p>
      {isClockInDoubt && <Notice kind="wrong">{text.clockInDoubt}</Notice>}
      <Facts
        facts={[
          {
            name: text.lastRun,
            value: lastRunAt ? formatInstant(lastRunAt, language, timeZone) : text.never,
          },
        ]}
      />
      <p class="failure" role="alert">
        {problem}
      </p>
      {job && (
        <JobState
          job={job}
          running={text.counting}
          failed={{ clock_in_doubt: text.clockInDoubt, error: text.failed }}
        >
          <Counted result={job.result as RetentionRunResult} onStarted={onStarted} />
        </JobState>
      )}
      {canOpen(REGISTER) && <a href={toHref(REGISTER)}>{text.destroyedBefore}</a>}
    </Panel>
  )
}

function Counted({
  result,
  onStarted,
}: {
  readonly result: RetentionRunResult
  readonly onStarted: () => void
}) {
  const text = useTexts()
  const { language } = useSpeech()
  const [isAsked, setAsked] = useState(false)
  const rows = Object.entries(result.counts)
  const total = rows.reduce((sum, [, count]) => sum + count, 0)
  const caption = result.isDryRun ? text.wouldGo : text.wentTitle
  if (total === 0) return <Notice kind="good">{text.nothingDue}</Notice>
  return (
    <>
      <Table
        caption={caption}
        rows={rows}
        keyOf={([dataClass]) => dataClass}
        empty={null}
        columns={[
          {
            id: 'class',
            title: text.dataClass,
            cell: ([dataClass]) => nameOfClass(dataClass, text),
          },
          {
            ...{ id: 'count', title: caption, isNumber: true },
            cell: ([, count]) => formatNumber(count, language),
          },
        ]}
      />
      {result.isDryRun && (
        <button type="button" class="main danger" onClick={() => setAsked(true)}>
          {text.destroy}
        </button>
      )}
      {isAsked && (
        <ConfirmDialog
          title={text.confirmTitle}
          number={String(total)}
          confirm={text.destroy}
          onConfirm={() => startRetention({ body: { dryRun: false } })}
          onDone={() => {
            setAsked(false)
            onStarted()
          }}
          onClose={() => setAsked(false)}
        >
          <p>{fill(text.confirmText, { n: formatNumber(total, language) })}</p>
        </ConfirmDialog>
      )}
    </>
  )
}
