import '../style/proof.css'
import { findJob, useJobs } from '../jobs/use-jobs.ts'
import { Answered, useAnswer } from '../parts/answered.tsx'
import { TextField } from '../parts/form/field.tsx'
import { Form } from '../parts/form/form.tsx'
import { useForm } from '../parts/form/use-form.ts'
import { Notice } from '../parts/notice.tsx'
import { Panel } from '../parts/panel.tsx'
import { ScreenTitle } from '../parts/screen-title.tsx'
import { go, toHref } from '../shell/address.ts'
import { readProof } from './calls.ts'
import { Folder } from './folder.tsx'
import { Ledger } from './ledger.tsx'
import { useTexts } from './speech.ts'
import { Story } from './story.tsx'

const NUMBER = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** Proof of one consent, the ledger, and the inspector's folder. */
export function ProofScreen({ rest }: { readonly rest: string }) {
  const text = useTexts()
  const jobs = useJobs()
  return (
    <div class="proof">
      <ScreenTitle title={text.title} lead={text.lead} />
      {rest === '' ? <Finder /> : <Found key={rest} id={rest} />}
      <Answered awaited={jobs}>
        {(value) => (
          <>
            <Folder job={findJob(value, 'folder')} onStarted={jobs.reload} />
            <Ledger job={findJob(value, 'verification')} onStarted={jobs.reload} />
          </>
        )}
      </Answered>
    </div>
  )
}

function Finder() {
  const text = useTexts()
  const form = useForm({
    initial: { number: '' },
    check: ({ number }) =>
      NUMBER.test(number.trim().toLowerCase()) ? {} : { number: text.numberWrong },
    send: async ({ number }) => ({ kind: 'right', value: number.trim().toLowerCase() }),
    onDone: (number: string) => go(toHref(`/proof/${number}`)),
  })
  return (
    <Panel title={text.findTitle}>
      <Form form={form} label={text.findTitle} submit={text.find}>
        <TextField
          form={form}
          name="number"
          label={text.number}
          hint={text.numberHint}
          maxLength={60}
        />
      </Form>
    </Panel>
  )
}

function Found({ id }: { readonly id: string }) {
  const text = useTexts()
  const awaited = useAnswer(() => readProof({ params: { id } }), id)
  const { answer } = awaited
  const isUnknown = answer?.kind === 'refused' && answer.code === 'not_found'
  if (isUnknown)
    return (
      <>
        <Finder />
        <Notice kind="attention">{text.unknown}</Notice>
      </>
    )
  return <Answered awaited={awaited}>{(proof) => <Story proof={proof} />}</Answered>
}
