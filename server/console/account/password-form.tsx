import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import { useSpeech } from '../shell/speech.ts'

/** Frame of the password forms: title, text, fields, result, one button. */
export function PasswordForm({
  title,
  intro,
  failure,
  success,
  submit,
  isBusy,
  isShown,
  onShown,
  onSubmit,
  children,
}: {
  readonly title: string
  readonly intro: string
  readonly failure: string | undefined
  /** Message after a success, where the form stays visible. */
  readonly success?: string | undefined
  readonly submit: string
  readonly isBusy: boolean
  readonly isShown: boolean
  readonly onShown: (isShown: boolean) => void
  readonly onSubmit: () => void
  readonly children: ComponentChildren
}) {
  const { text } = useSpeech()
  const titleId = useId()
  return (
    <form
      class="session"
      aria-labelledby={titleId}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!isBusy) onSubmit()
      }}
    >
      <h2 id={titleId}>{title}</h2>
      <p class="intro">{intro}</p>
      {children}
      <label class="check">
        <input
          type="checkbox"
          checked={isShown}
          onChange={(event) => onShown(event.currentTarget.checked)}
        />
        {text.passwordShow}
      </label>
      <p class="success" role="status">
        {success}
      </p>
      <p class="failure" role="alert">
        {failure}
      </p>
      <button type="submit" class="main" aria-disabled={isBusy}>
        {submit}
      </button>
    </form>
  )
}
