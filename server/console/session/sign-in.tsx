import type { limits, SessionResult } from '../../contract/index.ts'
import { CheckField, TextField } from '../parts/form/field.tsx'
import { Form } from '../parts/form/form.tsx'
import { useForm } from '../parts/form/use-form.ts'
import { useSpeech } from '../shell/speech.ts'
import { signIn } from './calls.ts'
import { Card } from './card.tsx'
import { EmailField } from './person-fields.tsx'

const MAX_LENGTH: typeof limits.passwordMax = 128

/** Form for address and password. */
export function SignIn({
  hasEnded,
  isSinglePassword,
  onDone,
}: {
  /** Whether a session has expired. */
  readonly hasEnded: boolean
  /** Whether no address is asked for. */
  readonly isSinglePassword: boolean
  readonly onDone: (session: SessionResult) => void
}) {
  const { text } = useSpeech()
  const form = useForm({
    initial: { email: '', password: '', isShown: false },
    check: ({ email, password }) => ({
      ...(!isSinglePassword && email.trim() === '' && { email: text.fieldMissing }),
      ...(password === '' && { password: text.passwordMissing }),
    }),
    send: async ({ email, password }) => {
      const answer = await signIn({ body: { password, ...(!isSinglePassword && { email }) } })
      if (answer.kind !== 'right') form.set('password', '')
      return answer
    },
    onDone,
  })
  return (
    <Card title={text.signInTitle} intro={hasEnded ? text.signInEnded : text.signInIntro}>
      <Form form={form} label={text.signInTitle} submit={text.signInSubmit}>
        {!isSinglePassword && <EmailField form={form} />}
        <TextField
          {...{ form, name: 'password', maxLength: MAX_LENGTH }}
          type={form.values.isShown ? 'text' : 'password'}
          autoComplete="current-password"
          label={text.password}
        />
        <CheckField form={form} name="isShown" label={text.passwordShow} />
      </Form>
    </Card>
  )
}
