import { useSpeech } from './language.ts'

/** Says what went wrong, in plain words, and offers to try again. */
export function Problem({
  message,
  onRetry,
}: {
  readonly message: string
  readonly onRetry: () => void
}) {
  const { text } = useSpeech()
  return (
    <div class="problem" role="alert">
      <p>{message}</p>
      <button type="button" onClick={onRetry}>
        {text.retry}
      </button>
    </div>
  )
}
