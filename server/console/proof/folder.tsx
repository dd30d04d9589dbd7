import type { FolderSummary, LongJob } from '../../contract/index.ts'
import { JobState } from '../jobs/job-state.tsx'
import { DownloadLink } from '../parts/download.tsx'
import { TextField } from '../parts/form/field.tsx'
import { Form } from '../parts/form/form.tsx'
import { useForm } from '../parts/form/use-form.ts'
import { Facts, Panel } from '../parts/panel.tsx'
import { formatInstant, formatNumber, formatPeriod } from '../parts/value/format.ts'
import { setQuery, useAddress } from '../shell/address.ts'
import { useSite } from '../shell/site.ts'
import { useSpeech } from '../shell/speech.ts'
import { fill } from '../text/fill.ts'
import { FOLDER_ADDRESS, makeFolder } from './calls.ts'
import { lastQuarter } from './quarter.ts'
import { useTexts } from './speech.ts'

const KILOBYTE = 1000

/** The inspector's folder: its period, its making, and the last one. */
export function Folder({
  job,
  onStarted,
}: {
  readonly job: LongJob | undefined
  readonly onStarted: () => void
}) {
  const text = useTexts()
  return (
    <Panel title={text.folderTitle}>
      <p class="hint">{text.folderText}</p>
      <Making isRunning={job?.state === 'running'} onStarted={onStarted} />
      {job && (
        <JobState
          job={job}
          running={text.making}
          failed={{ too_large: text.tooLarge, error: text.failed }}
        >
          <Made job={job} />
        </JobState>
      )}
    </Panel>
  )
}

function Making({
  isRunning,
  onStarted,
}: {
  readonly isRunning: boolean
  readonly onStarted: () => void
}) {
  const text = useTexts()
  const { timeZone } = useSite()
  const { query } = useAddress()
  const usual = lastQuarter(Date.now(), timeZone)
  const form = useForm({
    initial: { from: query.get('from') ?? usual.from, to: query.get('to') ?? usual.to },
    check: ({ from, to }) => ({
      from: from === '' ? text.dayMissing : undefined,
      to: to === '' ? text.dayMissing : to < from ? text.reversed : undefined,
    }),
    send: ({ from, to }) => {
      setQuery({ from, to }, { isReplaced: true })
      return makeFolder({ body: { from, to } })
    },
    onDone: onStarted,
  })
  return (
    <Form
      form={{ ...form, isBusy: form.isBusy || isRunning }}
      label={text.folderTitle}
      submit={text.make}
    >
      <div class="pair">
        <TextField form={form} name="from" type="date" label={text.from} />
        <TextField form={form} name="to" type="date" label={text.to} />
      </div>
    </Form>
  )
}

function Made({ job }: { readonly job: LongJob }) {
  const text = useTexts()
  const { language } = useSpeech()
  const { timeZone } = useSite()
  const made = job.result as FolderSummary
  const number = (value: number) => formatNumber(value, language)
  return (
    <section class="made" aria-label={text.made}>
      <h3>{text.made}</h3>
      <Facts
        facts={[
          { name: text.period, value: formatPeriod(made, language) },
          {
            name: text.madeAt,
            value: formatInstant(job.endedAt ?? job.startedAt, language, timeZone),
          },
          { name: text.consents, value: number(made.consents) },
          { name: text.lines, value: number(made.lines) },
          {
            name: text.size,
            value: fill(text.kilobytes, { n: number(Math.ceil(made.bytes / KILOBYTE)) }),
          },
          { name: text.checksum, value: <code>{made.sha256}</code> },
        ]}
      />
      <DownloadLink href={FOLDER_ADDRESS} format="ZIP">
        {text.download}
      </DownloadLink>
    </section>
  )
}
