import { useActId } from '../../parts/form/act-id.ts'
import { TextField } from '../../parts/form/field.tsx'
import { Form } from '../../parts/form/form.tsx'
import { NumberField, useNumberCheck } from '../../parts/form/number-field.tsx'
import { useForm } from '../../parts/form/use-form.ts'
import { useOwnWords } from '../../work/own-words.ts'
import { useWorkSpeech } from '../../work/speech.ts'
import { refuseRequest } from '../calls.ts'
import type { ActProps } from './act-props.ts'

/** Refuses a request; not without a reason (DS-10). */
export function RefuseRequest({ request: { number, revision }, onChanged }: ActProps) {
  const { words } = useWorkSpeech()
  const ownWords = useOwnWords()
  const act = useActId()
  const checkNumber = useNumberCheck(number)
  const form = useForm({
    initial: { reason: '', number: '' },
    check: (values) => ({
      ...(values.reason.trim() === '' && { reason: words.reasonMissing }),
      ...checkNumber(values.number),
    }),
    send: ({ reason }) =>
      refuseRequest({ params: { number }, body: { reason, act, seen: revision } }),
    onDone: () => onChanged(),
    ownWords,
  })
  return (
    <Form form={form} label={words.doRefuse} submit={words.doRefuse} isDangerous>
      <TextField
        form={form}
        name="reason"
        label={words.reason}
        hint={words.doRefuseHint}
        rows={4}
        maxLength={4000}
      />
      <NumberField form={form} number={number} />
    </Form>
  )
}
