import { Answered, useAnswer } from '../../parts/answered.tsx'
import { useActId } from '../../parts/form/act-id.ts'
import { Form } from '../../parts/form/form.tsx'
import { useForm } from '../../parts/form/use-form.ts'
import { Empty, Notice } from '../../parts/notice.tsx'
import { Panel } from '../../parts/panel.tsx'
import { siteDay } from '../../parts/value/site-time.ts'
import { go } from '../../shell/address.ts'
import { useMay } from '../../shell/role.ts'
import { useSite } from '../../shell/site.ts'
import { useSpeech } from '../../shell/speech.ts'
import type { OwnWords } from '../../text/explain.ts'
import { toEntry, toList } from '../address.ts'
import { type Line, readPage, type WrittenAddress, writeEntry } from '../calls.ts'
import { useTexts } from '../speech.ts'
import { OneField } from './entry-field.tsx'
import { buildBody, fieldsOf, readValues } from './fields.ts'

const NO_QUERY = new URLSearchParams()
/** More processors than a school has. */
const PROCESSORS_AT_MOST = '100'

/** A new entry of a register, or the correction of one. */
export function EntryForm({
  register,
  thread,
}: {
  readonly register: WrittenAddress
  readonly thread: string | undefined
}) {
  const text = useTexts()
  const { text: shared } = useSpeech()
  const mayWrite = useMay('operator')
  if (!mayWrite) return <Empty title={shared.forbiddenTitle} />
  return (
    <Panel title={`${text[register]}: ${thread ? text.correct : text.newEntry}`}>
      {thread === undefined ? (
        <Fields key={register} register={register} last={undefined} />
      ) : (
        <Correction key={thread} register={register} thread={thread} />
      )}
    </Panel>
  )
}

function Correction({
  register,
  thread,
}: {
  readonly register: WrittenAddress
  readonly thread: string
}) {
  const text = useTexts()
  const awaited = useAnswer(
    () => readPage[register]({ query: { search: thread } }),
    `${register} ${thread}`,
  )
  return (
    <Answered awaited={awaited}>
      {({ lines }) => {
        const last = lines.find((line) => line.thread === thread)
        if (!last) return <Empty title={text.emptyFound} />
        return (
          <>
            <p>{text.correctionLead}</p>
            <Fields register={register} last={last} />
          </>
        )
      }}
    </Answered>
  )
}

function Fields({
  register,
  last,
}: {
  readonly register: WrittenAddress
  /** The line that is corrected. Default: a new entry. */
  readonly last: Line | undefined
}) {
  const text = useTexts()
  const { timeZone } = useSite()
  const id = useActId()
  const ownWords = useOwnWords()
  const processors = useAnswer(
    () => readPage.processors({ query: { limit: PROCESSORS_AT_MOST } }),
    '',
  )
  const form = useForm({
    initial: readValues(register, last?.content ?? {}),
    send: (values) => {
      const body = { ...buildBody(register, values), id, ...(last && { after: last.id }) }
      // The server checks it, whatever it is, and says what is wrong at each field.
      return writeEntry[register](body as never, last?.thread)
    },
    onDone: ({ thread }) => go(toEntry(register, thread, NO_QUERY)),
    ownWords,
  })
  const today = siteDay(Date.now(), timeZone)
  return (
    <Form
      form={form}
      label={text[register]}
      submit={text.save}
      acts={<a href={toList(register, NO_QUERY)}>{text[register]}</a>}
    >
      <Notice kind="attention">{text.neverChanged}</Notice>
      {fieldsOf(register, form.values).map((field) => (
        <OneField
          key={field.name}
          form={form}
          field={field}
          today={today}
          processors={processors.answer}
        />
      ))}
    </Form>
  )
}

/** Returns the words of the registers for a refusal. */
function useOwnWords(): OwnWords {
  const text = useTexts()
  return {
    written_consent_unknown: text.consentUnknown,
    processor_not_live: text.processorNotLive,
    changed_meanwhile: text.changedMeanwhile,
  }
}
