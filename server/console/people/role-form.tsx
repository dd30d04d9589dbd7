import { useState } from 'preact/hooks'
import type { PersonResult, Role } from '../../contract/index.ts'
import { ChoiceField } from '../parts/form/field.tsx'
import { Form } from '../parts/form/form.tsx'
import { useForm } from '../parts/form/use-form.ts'
import { Panel } from '../parts/panel.tsx'
import { useSpeech } from '../shell/speech.ts'
import { changeRole } from './calls.ts'
import { useOwnWords } from './own-words.ts'
import { listRoles } from './role-choices.ts'
import { usePeopleTexts } from './speech.ts'

/** Gives somebody another role. */
export function RoleForm({
  person: { id, role },
  onChanged,
}: {
  readonly person: PersonResult
  readonly onChanged: () => void
}) {
  const own = usePeopleTexts()
  const { text } = useSpeech()
  const [isDone, setDone] = useState(false)
  const form = useForm({
    initial: { role: role as string },
    // The choices are the roles.
    send: (values) => changeRole({ params: { id }, body: { role: values.role as Role } }),
    onDone: () => {
      setDone(true)
      onChanged()
    },
    ownWords: useOwnWords(),
  })
  return (
    <Panel title={own.roleTitle}>
      <Form form={form} label={own.roleTitle} submit={own.roleSubmit}>
        <ChoiceField
          {...{ form, name: 'role', label: own.role, hint: own.roleHint }}
          choices={listRoles(text)}
        />
        <p class="success" role="status">
          {isDone && form.values.role === role ? own.roleDone : ''}
        </p>
      </Form>
    </Panel>
  )
}
