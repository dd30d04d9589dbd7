import { useId } from 'preact/hooks'
import type { limits } from '../../contract/index.ts'

const MAX_LENGTH: typeof limits.passwordMax = 128

/** Password field with label, hint and problem. Pasting is allowed, so password managers work. */
export function PasswordField({
  label,
  value,
  onValue,
  isShown,
  autoComplete,
  hint,
  problem,
}: {
  readonly label: string
  readonly value: string
  readonly onValue: (value: string) => void
  readonly isShown: boolean
  readonly autoComplete: 'current-password' | 'new-password'
  readonly hint?: string
  readonly problem?: string | undefined
}) {
  const id = useId()
  const noteId = `${id}-note`
  const note = problem ?? hint
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        type={isShown ? 'text' : 'password'}
        value={value}
        maxLength={MAX_LENGTH}
        autoComplete={autoComplete}
        autoCapitalize="off"
        spellcheck={false}
        aria-invalid={problem ? 'true' : undefined}
        aria-describedby={note ? noteId : undefined}
        onInput={(event) => onValue(event.currentTarget.value)}
      />
      {note && (
        <p id={noteId} class={problem ? 'wrong' : 'hint'}>
          {note}
        </p>
      )}
    </div>
  )
}
