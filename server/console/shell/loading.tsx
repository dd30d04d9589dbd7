import { useSpeech } from './language.ts'

/** Said while an answer is awaited. */
export function Loading() {
  const { text } = useSpeech()
  return (
    <p class="loading" role="status">
      {text.loading}
    </p>
  )
}
