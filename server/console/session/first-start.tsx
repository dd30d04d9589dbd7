import { useState } from 'preact/hooks'
import type { limits } from '../../contract/index.ts'
import { useSpeech } from '../shell/speech.ts'
import { explain } from '../text/explain.ts'
import { setUp } from './calls.ts'
import { PasswordField } from './password-field.tsx'
import { SessionForm } from './session-form.tsx'

const MIN_LENGTH: typeof limits.passwordMin = 15

/** Form for the first password, shown with the one-time token; without it, tells where to find the token. */
export function FirstStart({
  token,
  onDone,
}: {
  readonly token: string | undefined
  readonly onDone: () => void
}) {
  const { text } = useSpeech()
  if (token !== undefined) return <ChoosePassword token={token} onDone={onDone} />
  return (
    <section class="session">
      <h1>{text.setupNoTokenTitle}</h1>
      <p class="intro">{text.setupNoToken}</p>
    </section>
  )
}

function ChoosePassword({
  token,
  onDone,
}: {
  readonly token: string
  readonly onDone: () => void
}) {
  const { text } = useSpeech()
  const [password, setPassword] = useState('')
  const [again, setAgain] = useState('')
  const [isShown, setShown] = useState(false)
  const [isChecked, setChecked] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [answer, setAnswer] = useState<Awaited<ReturnType<typeof setUp>>>()
  const isShort = password.length < MIN_LENGTH
  const isDifferent = password !== again
  const isGuessable = answer?.kind === 'refused' && answer.fields?.password === 'guessable'
  const problem = isShort ? text.passwordShort : isGuessable ? text.passwordGuessable : undefined

  const submit = async () => {
    setChecked(true)
    setAnswer(undefined)
    if (isShort || isDifferent) return
    setBusy(true)
    const result = await setUp({ body: { token, password } })
    setBusy(false)
    if (result.kind === 'right') return onDone()
    setAnswer(result)
  }

  const shared = { isShown, autoComplete: 'new-password' } as const
  return (
    <SessionForm
      title={text.setupTitle}
      intro={text.setupIntro}
      failure={
        answer && answer.kind !== 'right' && !isGuessable ? explain(answer, text) : undefined
      }
      submit={text.setupSubmit}
      isBusy={isBusy}
      isShown={isShown}
      onShown={setShown}
      onSubmit={submit}
    >
      <PasswordField
        {...shared}
        label={text.password}
        value={password}
        onValue={(value) => {
          setPassword(value)
          setAnswer(undefined)
        }}
        hint={text.passwordHint}
        problem={isChecked ? problem : undefined}
      />
      <PasswordField
        {...shared}
        label={text.passwordAgain}
        value={again}
        onValue={setAgain}
        problem={isChecked && !isShort && isDifferent ? text.passwordDiffers : undefined}
      />
    </SessionForm>
  )
}
