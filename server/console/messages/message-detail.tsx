import { useState } from 'preact/hooks'
import type { MessageDetailResult } from '../../contract/index.ts'
import { useAnswer } from '../parts/answered.tsx'
import { Notice } from '../parts/notice.tsx'
import { Facts, Panel } from '../parts/panel.tsx'
import { formatInstant } from '../parts/value/format.ts'
import { MaskedValue } from '../parts/value/masked-value.tsx'
import { mapAnswer } from '../shell/call.ts'
import { languageNames } from '../shell/language.ts'
import { Loading } from '../shell/loading.tsx'
import { useSite } from '../shell/site.ts'
import { PersonsWords } from '../work/persons-words.tsx'
import { useWorkSpeech } from '../work/speech.ts'
import { ActFailure, MailState, WorkLine } from '../work/work-line.tsx'
import { AnswerMessage, CloseMessage } from './answer-message.tsx'
import { assignMessage, readMessage, revealMessageField } from './calls.ts'
import { ChildMessage } from './child-message.tsx'
import { MessageState } from './message-state.tsx'

/** One message beside its list. */
export function MessageDetail({
  reference,
  onChanged,
}: {
  readonly reference: string
  /** The list may show another state now. */
  readonly onChanged: () => void
}) {
  const awaited = useAnswer(() => readMessage({ params: { reference } }), reference)
  const [erased, setErased] = useState<{ readonly reference: string; readonly said: string }>()
  const change = () => {
    awaited.reload()
    onChanged()
  }
  const { answer } = awaited
  if (erased?.reference === reference)
    return (
      <Notice kind="good" title={reference}>
        <p>{erased.said}</p>
      </Notice>
    )
  if (!answer) return <Loading />
  if (answer.kind !== 'right') return <ActFailure failure={answer} onLookAgain={awaited.reload} />
  return (
    <Opened
      message={answer.value}
      onChanged={change}
      onErased={(said) => {
        setErased({ reference, said })
        onChanged()
      }}
    />
  )
}

interface Props {
  readonly message: MessageDetailResult
  readonly onChanged: () => void
  readonly onErased: (said: string) => void
}

function Opened({ message, onChanged, onErased }: Props) {
  const { words } = useWorkSpeech()
  const { reference } = message
  const params = { reference }
  return (
    <>
      <Panel title={reference} acts={<MessageState line={message} />}>
        <Sender message={message} />
        <PersonsWords
          label={words.messageText}
          text={message.message}
          empty={message.unreadable.includes('message') ? words.unreadable : words.noText}
        />
        <WorkLine
          work={message}
          onAssign={(body) => assignMessage({ params, body })}
          onChanged={onChanged}
        />
        <MailState work={message} />
      </Panel>
      {message.closedAt === null && (
        <Panel title={words.answer}>
          <AnswerMessage message={message} onDone={onChanged} />
          <CloseMessage message={message} onDone={onChanged} />
        </Panel>
      )}
      <ChildMessage reference={reference} onErased={onErased} />
    </>
  )
}

function Sender({ message }: { readonly message: MessageDetailResult }) {
  const { words, language } = useWorkSpeech()
  const { timeZone } = useSite()
  const { reference, unreadable, actor, receivedAt, closedAt } = message
  const field = (name: 'name' | 'email' | 'phone') => ({
    name: words[name],
    value: unreadable.includes(name) ? (
      words.unreadable
    ) : (
      <Masked reference={reference} field={name} masked={message[name]} />
    ),
  })
  return (
    <Facts
      facts={[
        ...[field('name'), field('email'), field('phone')],
        { name: words.receivedAt, value: formatInstant(receivedAt, language, timeZone) },
        ...(closedAt === null
          ? []
          : [{ name: words.closedAt, value: formatInstant(closedAt, language, timeZone) }]),
        { name: words.language, value: languageNames[message.language] },
        {
          name: words.actor,
          value: actor === 'subject' ? words.actorSubject : words.actorRepresentative,
        },
      ]}
    />
  )
}

function Masked({
  reference,
  field,
  masked,
}: {
  readonly reference: string
  readonly field: 'name' | 'email' | 'phone'
  readonly masked: string | null
}) {
  const { words } = useWorkSpeech()
  if (masked === null) return <>{words.notGiven}</>
  const reveal = async () =>
    mapAnswer(
      await revealMessageField({ params: { reference }, body: { field } }),
      ({ value }) => value ?? words.unreadable,
    )
  return <MaskedValue key={reference} name={words[field]} masked={masked} onReveal={reveal} />
}
