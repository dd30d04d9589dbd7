import { useSpeech } from './speech.ts'

/** Shows an error in plain words with a retry button. */
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

/** In place of a screen that cannot be shown without the server. */
export function Unreachable({ onRetry }: { readonly onRetry: () => void }) {
  const { text } = useSpeech()
  return (
    <>
      <h1>{text.consoleName}</h1>
      <Problem message={text.errorNetwork} onRetry={onRetry} />
    </>
  )
}
