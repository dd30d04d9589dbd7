import type { SessionResult } from '../../contract/index.ts'
import { Form } from '../parts/form/form.tsx'
import { useForm } from '../parts/form/use-form.ts'
import { useSpeech } from '../shell/speech.ts'
import { setUp } from './calls.ts'
import { Card } from './card.tsx'
import { checkPassword, NewPassword, NO_PASSWORD } from './new-password.tsx'
import { checkPerson, EmailField, NameField } from './person-fields.tsx'

interface Props {
  readonly token: string | undefined
  readonly onDone: (session: SessionResult) => void
}

/** Form for the first administrator, shown with the one-time token; without it, tells where to find the token. */
export function FirstStart({ token, onDone }: Props) {
  const { text } = useSpeech()
  if (token === undefined) return <Card title={text.setupNoTokenTitle} intro={text.setupNoToken} />
  return (
    <Card title={text.setupTitle} intro={text.setupIntro}>
      <FirstAdministrator token={token} onDone={onDone} />
    </Card>
  )
}

function FirstAdministrator({ token, onDone }: Props & { readonly token: string }) {
  const { text } = useSpeech()
  const form = useForm({
    initial: { name: '', email: '', ...NO_PASSWORD },
    check: (values) => ({ ...checkPerson(values, text), ...checkPassword(values, text) }),
    send: ({ name, email, password }) => setUp({ body: { token, name, email, password } }),
    onDone,
  })
  return (
    <Form form={form} label={text.setupTitle} submit={text.setupSubmit}>
      <NameField form={form} />
      <EmailField form={form} />
      <NewPassword form={form} />
    </Form>
  )
}
