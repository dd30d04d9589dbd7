import type { MessageDetailResult } from '../../contract/index.ts'
import { useActId } from '../parts/form/act-id.ts'
import { Form } from '../parts/form/form.tsx'
import { useForm } from '../parts/form/use-form.ts'
import { Notice } from '../parts/notice.tsx'
import { fill } from '../text/fill.ts'
import { AnswerField } from '../work/answer-field.tsx'
import { useOwnWords } from '../work/own-words.ts'
import { useWorkSpeech } from '../work/speech.ts'
import { messageTemplates } from '../work/templates.ts'
import { ActFailure, useAct } from '../work/work-line.tsx'
import { answerMessage, closeMessage } from './calls.ts'

interface Props {
  readonly message: MessageDetailResult
  readonly onDone: () => void
}

/** Answers a message by mail, or says why that is not possible. */
export function AnswerMessage({ message, onDone }: Props) {
  const { words } = useWorkSpeech()
  if (message.email === null) return <Notice>{words.nowhereToAnswer}</Notice>
  if (!message.canMail) return <Notice kind="attention">{words.mailNone}</Notice>
  return <AnswerForm message={message} onDone={onDone} />
}

function AnswerForm({ message, onDone }: Props) {
  const { words } = useWorkSpeech()
  const ownWords = useOwnWords()
  const act = useActId()
  const { reference, revision, language } = message
  const form = useForm({
    initial: { text: '' },
    check: ({ text }) => (text.trim() === '' ? { text: words.answerMissing } : {}),
    send: ({ text }) =>
      answerMessage({ params: { reference }, body: { text, act, seen: revision } }),
    onDone,
    ownWords,
  })
  return (
    <Form form={form} label={words.answer} submit={words.answerSubmit}>
      <AnswerField
        form={form}
        hint={fill(words.answerHint, { reference })}
        templates={messageTemplates}
        language={language}
      />
    </Form>
  )
}

/** Closes a message that needs no answer by mail. */
export function CloseMessage({ message: { reference, revision }, onDone }: Props) {
  const { words } = useWorkSpeech()
  const act = useAct(
    (given) => closeMessage({ params: { reference }, body: { ...given, seen: revision } }),
    onDone,
  )
  return (
    <div class="without-answer">
      <button type="button" aria-disabled={act.isBusy} onClick={act.run}>
        {words.close}
      </button>
      <p class="hint">{words.closeHint}</p>
      <ActFailure failure={act.failure} onLookAgain={onDone} />
    </div>
  )
}
