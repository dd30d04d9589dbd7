import type { SessionResult } from '../../../contract/index.ts'
import { Form } from '../../parts/form/form.tsx'
import { useForm } from '../../parts/form/use-form.ts'
import { useSpeech } from '../../shell/speech.ts'
import { claimAccount } from '../calls.ts'
import { Card } from '../card.tsx'
import { checkPerson, EmailField, NameField } from '../person-fields.tsx'
import { useSessionTexts } from '../speech.ts'

/** Form for the holder of the single password, who gets an account. */
export function Claim({ onDone }: { readonly onDone: (session: SessionResult) => void }) {
  const { text } = useSpeech()
  const own = useSessionTexts()
  const form = useForm({
    initial: { name: '', email: '' },
    check: (values) => checkPerson(values, text),
    send: (body) => claimAccount({ body }),
    onDone,
  })
  return (
    <Card title={own.claimTitle} intro={own.claimIntro}>
      <Form form={form} label={own.claimTitle} submit={own.claimSubmit}>
        <NameField form={form} />
        <EmailField form={form} />
      </Form>
    </Card>
  )
}
