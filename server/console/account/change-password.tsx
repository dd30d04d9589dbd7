import { useState } from 'preact/hooks'
import { useSpeech } from '../shell/speech.ts'
import { useExplain } from '../text/explain.ts'
import { PasswordField } from './password-field.tsx'
import { PasswordForm } from './password-form.tsx'
import { usePasswordChange } from './use-password-change.ts'

/** Form for a new password, which requires the current one. Signs out every other browser. */
export function ChangePassword() {
  const { text } = useSpeech()
  const explain = useExplain()
  const { typed, type, submit, problems, state, failure } = usePasswordChange(text)
  const [isShown, setShown] = useState(false)
  const fields = [
    { id: 'current', label: text.passwordCurrent, autoComplete: 'current-password' },
    { id: 'next', label: text.passwordNew, autoComplete: 'new-password', hint: text.passwordHint },
    { id: 'again', label: text.passwordAgain, autoComplete: 'new-password' },
  ] as const
  return (
    <PasswordForm
      title={text.changeTitle}
      intro={text.changeIntro}
      failure={failure && explain(failure)}
      success={state === 'done' ? text.changeDone : undefined}
      submit={text.changeSubmit}
      isBusy={state === 'busy'}
      isShown={isShown}
      onShown={setShown}
      onSubmit={submit}
    >
      {fields.map(({ id, ...field }) => (
        <PasswordField
          key={id}
          {...field}
          isShown={isShown}
          value={typed[id]}
          onValue={type(id)}
          problem={problems[id]}
        />
      ))}
    </PasswordForm>
  )
}
