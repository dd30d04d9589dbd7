import { useState } from 'preact/hooks'
import type { Answer } from '../../shell/call.ts'
import { ConfirmDialog } from '../form/confirm-dialog.tsx'
import { CheckField, ChoiceField, TextField } from '../form/field.tsx'
import { Form } from '../form/form.tsx'
import { useForm } from '../form/use-form.ts'
import { Panel } from '../panel.tsx'

/** What a server that refuses a field would answer. */
const refuse = async (): Promise<Answer<void>> => ({
  kind: 'refused',
  code: 'invalid_body',
  fields: { reason: 'personal' },
  retryAfterSeconds: undefined,
})

/** A form, refused by itself or by the server, and a dialog that wants a number typed. */
export function FormSample() {
  const [isAsking, setAsking] = useState(false)
  const form = useForm({
    initial: { reason: '', day: '', kind: 'consent', isTold: false },
    check: ({ reason, day }) => ({
      reason: reason === '' ? 'Fill in this field.' : undefined,
      day: day === '' ? 'Choose a day.' : undefined,
    }),
    send: refuse,
    onDone: () => {},
  })
  return (
    <Panel title="Form">
      <Form
        form={form}
        label="Sample"
        submit="Save"
        acts={
          <button type="button" onClick={() => setAsking(true)}>
            Delete …
          </button>
        }
      >
        <TextField
          form={form}
          name="reason"
          label="Reason"
          hint="The person reads it."
          rows={3}
          maxLength={4000}
        />
        <TextField form={form} name="day" label="Day" type="date" />
        <ChoiceField
          form={form}
          name="kind"
          label="Kind"
          choices={[
            { value: 'consent', title: 'Consent' },
            { value: 'message', title: 'Message' },
          ]}
        />
        <CheckField form={form} name="isTold" label="The person has been told" />
      </Form>
      {isAsking && (
        <ConfirmDialog
          title="Delete the data of R-7K2M9QXA?"
          number="R-7K2M9QXA"
          confirm="Delete for good"
          onConfirm={async () => ({ kind: 'right', value: undefined })}
          onDone={() => setAsking(false)}
          onClose={() => setAsking(false)}
        >
          <p>These will be gone:</p>
          <ul>
            <li>2 messages</li>
            <li>14 visits</li>
          </ul>
        </ConfirmDialog>
      )}
    </Panel>
  )
}
