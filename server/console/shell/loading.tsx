import { useSpeech } from './speech.ts'

/** Message shown while a response is pending. */
export function Loading() {
  const { text } = useSpeech()
  return (
    <p class="loading" role="status">
      {text.loading}
    </p>
  )
}
