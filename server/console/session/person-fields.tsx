import type { limits } from '../../contract/index.ts'
import { TextField } from '../parts/form/field.tsx'
import type { FormState } from '../parts/form/use-form.ts'
import { useSpeech } from '../shell/speech.ts'
import type { Texts } from '../text/kk.ts'

const NAME_LENGTH: typeof limits.name = 200
const EMAIL_LENGTH: typeof limits.email = 254

/** Returns the problem of a name or an address that is empty. */
export function checkPerson(
  values: { readonly name: string; readonly email?: string },
  text: Texts,
) {
  return {
    ...(values.name.trim() === '' && { name: text.fieldMissing }),
    ...(values.email?.trim() === '' && { email: text.fieldMissing }),
  }
}

/** The field for one's own name. */
export function NameField<V extends { readonly name: string }>({
  form,
}: {
  readonly form: FormState<V & Record<string, string | boolean>>
}) {
  const { text } = useSpeech()
  const own = form as unknown as FormState<{ readonly name: string }>
  return (
    <TextField
      {...{ form: own, name: 'name', maxLength: NAME_LENGTH, autoComplete: 'name' }}
      label={text.fullName}
    />
  )
}

/** The field for an email address. `isOwn`: of whoever types it. */
export function EmailField<V extends { readonly email: string }>({
  form,
  isOwn = true,
}: {
  readonly form: FormState<V & Record<string, string | boolean>>
  readonly isOwn?: boolean
}) {
  const { text } = useSpeech()
  const own = form as unknown as FormState<{ readonly email: string }>
  return (
    <TextField
      {...{ form: own, name: 'email', type: 'email', maxLength: EMAIL_LENGTH }}
      autoComplete={isOwn ? 'username' : 'off'}
      label={text.email}
    />
  )
}
