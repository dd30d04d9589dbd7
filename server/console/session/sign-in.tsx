import { useState } from 'preact/hooks'
import { useSpeech } from '../shell/speech.ts'
import { explain } from '../text/explain.ts'
import { signIn } from './calls.ts'
import { PasswordField } from './password-field.tsx'
import { SessionForm } from './session-form.tsx'

/** Form for the password. `hasEnded`: the session has expired. */
export function SignIn({
  hasEnded,
  onDone,
}: {
  readonly hasEnded: boolean
  readonly onDone: () => void
}) {
  const { text } = useSpeech()
  const [password, setPassword] = useState('')
  const [isShown, setShown] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [answer, setAnswer] = useState<Awaited<ReturnType<typeof signIn>>>()
  const [isMissing, setMissing] = useState(false)

  const submit = async () => {
    setMissing(password === '')
    setAnswer(undefined)
    if (password === '') return
    setBusy(true)
    const result = await signIn({ body: { password } })
    setBusy(false)
    if (result.kind === 'right') return onDone()
    setPassword('')
    setAnswer(result)
  }

  return (
    <SessionForm
      title={text.signInTitle}
      intro={hasEnded ? text.signInEnded : text.signInIntro}
      failure={answer && answer.kind !== 'right' ? explain(answer, text) : undefined}
      submit={text.signInSubmit}
      isBusy={isBusy}
      isShown={isShown}
      onShown={setShown}
      onSubmit={submit}
    >
      <PasswordField
        label={text.password}
        value={password}
        onValue={setPassword}
        isShown={isShown}
        autoComplete="current-password"
        problem={isMissing && password === '' ? text.passwordMissing : undefined}
      />
    </SessionForm>
  )
}
