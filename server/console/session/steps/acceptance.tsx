import type { SessionResult } from '../../../contract/index.ts'
import { Form } from '../../parts/form/form.tsx'
import { useForm } from '../../parts/form/use-form.ts'
import { useSpeech } from '../../shell/speech.ts'
import { acceptInvitation } from '../calls.ts'
import { Card } from '../card.tsx'
import { checkPassword, NewPassword, NO_PASSWORD } from '../new-password.tsx'
import { checkPerson, NameField } from '../person-fields.tsx'
import { useSessionTexts } from '../speech.ts'

/** Form for who was invited: name and password. The address is the one that was invited. */
export function Acceptance({
  token,
  onDone,
}: {
  readonly token: string
  readonly onDone: (session: SessionResult) => void
}) {
  const { text } = useSpeech()
  const own = useSessionTexts()
  const form = useForm({
    initial: { name: '', ...NO_PASSWORD },
    check: (values) => ({ ...checkPerson(values, text), ...checkPassword(values, text) }),
    send: ({ name, password }) => acceptInvitation({ body: { token, name, password } }),
    onDone,
    ownWords: { invitation_refused: own.joinRefused },
  })
  return (
    <Card title={own.joinTitle} intro={own.joinIntro}>
      <Form form={form} label={own.joinTitle} submit={own.joinSubmit}>
        <NameField form={form} />
        <NewPassword form={form} />
      </Form>
    </Card>
  )
}
