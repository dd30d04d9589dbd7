import { useSpeech } from '../../shell/speech.ts'
import { fill } from '../../text/fill.ts'
import { TextField } from './field.tsx'
import type { FormState, Values } from './use-form.ts'

/** Returns the check that the number of a thing was typed, so that nothing is done to the wrong one. */
export function useNumberCheck(number: string) {
  const { text } = useSpeech()
  return (typed: string): { readonly number?: string } =>
    typed.trim().toUpperCase() === number.toUpperCase()
      ? {}
      : { number: fill(text.typeNumberWrong, { number }) }
}

/** The field for the number of what is changed for good. */
export function NumberField<V extends Values & { readonly number: string }>({
  form,
  number,
}: {
  readonly form: FormState<V>
  readonly number: string
}) {
  const { text } = useSpeech()
  return (
    <TextField
      form={form as unknown as FormState<{ readonly number: string }>}
      name="number"
      label={fill(text.typeNumber, { number })}
    />
  )
}
