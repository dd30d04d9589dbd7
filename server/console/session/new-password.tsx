import type { limits } from '../../contract/index.ts'
import { CheckField, TextField } from '../parts/form/field.tsx'
import type { FormState } from '../parts/form/use-form.ts'
import { useSpeech } from '../shell/speech.ts'
import type { Texts } from '../text/kk.ts'

const MIN_LENGTH: typeof limits.passwordMin = 15
const MAX_LENGTH: typeof limits.passwordMax = 128

/** What is typed to choose a password. */
export type NewPasswordValues = {
  readonly password: string
  readonly again: string
  readonly isShown: boolean
}
export const NO_PASSWORD: NewPasswordValues = { password: '', again: '', isShown: false }

/** Returns the problems of a new password that are known before it is sent. */
export function checkPassword({ password, again }: NewPasswordValues, text: Texts) {
  if (password.length < MIN_LENGTH) return { password: text.passwordShort }
  return password === again ? {} : { again: text.passwordDiffers }
}

/** Fields for a new password, twice. Pasting is allowed, so password managers work. */
export function NewPassword<V extends NewPasswordValues>({
  form: given,
}: {
  readonly form: FormState<V>
}) {
  const { text } = useSpeech()
  // These fields are among those of every form that has them.
  const form = given as unknown as FormState<NewPasswordValues>
  const type = form.values.isShown ? 'text' : 'password'
  const shared = { form, type, maxLength: MAX_LENGTH, autoComplete: 'new-password' } as const
  return (
    <>
      <TextField {...shared} name="password" label={text.password} hint={text.passwordHint} />
      <TextField {...shared} name="again" label={text.passwordAgain} />
      <CheckField form={form} name="isShown" label={text.passwordShow} />
    </>
  )
}
