import { useActId } from '../../parts/form/act-id.ts'
import { TextField } from '../../parts/form/field.tsx'
import { Form } from '../../parts/form/form.tsx'
import { NumberField, useNumberCheck } from '../../parts/form/number-field.tsx'
import { useForm } from '../../parts/form/use-form.ts'
import { fill } from '../../text/fill.ts'
import { useOwnWords } from '../../work/own-words.ts'
import { useWorkSpeech } from '../../work/speech.ts'
import { correctMessage } from '../calls.ts'
import type { ActProps } from './act-props.ts'

const FIELDS = ['name', 'email', 'phone', 'message'] as const
const EMPTY = { name: '', email: '', phone: '', message: '', number: '' }

/** Puts right values in place of wrong ones in the message that a request is about (DS-03). */
export function CorrectMessage({ request: { number, revision, subject }, onChanged }: ActProps) {
  const { words } = useWorkSpeech()
  const ownWords = useOwnWords()
  const act = useActId()
  const checkNumber = useNumberCheck(number)
  const form = useForm({
    initial: EMPTY,
    check: (values) => ({
      ...(FIELDS.every((name) => values[name].trim() === '') && { name: words.correctNothing }),
      ...checkNumber(values.number),
    }),
    send: (values) => {
      const typed = FIELDS.filter((name) => values[name].trim() !== '')
      const changed = Object.fromEntries(typed.map((name) => [name, values[name]]))
      return correctMessage({ params: { number }, body: { ...changed, act, seen: revision } })
    },
    onDone: () => onChanged(words.corrected),
    ownWords,
  })
  return (
    <Form form={form} label={words.doCorrect} submit={words.doCorrect} isDangerous>
      <p class="hint">{fill(words.doCorrectHint, { reference: subject.ref })}</p>
      <TextField form={form} name="name" label={words.name} />
      <TextField form={form} name="email" type="email" label={words.email} />
      <TextField form={form} name="phone" label={words.phone} />
      <TextField form={form} name="message" label={words.messageText} rows={4} maxLength={4000} />
      <NumberField form={form} number={number} />
    </Form>
  )
}
