import { useId, useState } from 'preact/hooks'
import type { Answer } from '../shell/call.ts'
import { useSpeech } from '../shell/speech.ts'
import { useExplain } from '../text/explain.ts'
import { fill } from '../text/fill.ts'
import { endOtherSessions } from './calls.ts'

type Ended = Awaited<ReturnType<typeof endOtherSessions>>

/** Signs out every other browser, and shows how many there were. */
export function OtherSessions() {
  const { text } = useSpeech()
  const titleId = useId()
  const [isBusy, setBusy] = useState(false)
  const [answer, setAnswer] = useState<Ended>()

  const end = async () => {
    if (isBusy) return
    setBusy(true)
    const result = await endOtherSessions()
    setBusy(false)
    setAnswer(result)
  }

  return (
    <section class="session" aria-labelledby={titleId}>
      <h2 id={titleId}>{text.sessionsTitle}</h2>
      <p class="intro">{text.sessionsIntro}</p>
      <Outcome answer={answer} />
      <button type="button" aria-disabled={isBusy} onClick={end}>
        {text.sessionsEnd}
      </button>
    </section>
  )
}

/** Result of signing out. The empty paragraphs exist from the start, so a screen reader announces what is written into them. */
function Outcome({ answer }: { readonly answer: Answer<{ readonly ended: number }> | undefined }) {
  const { text } = useSpeech()
  const explain = useExplain()
  return (
    <>
      <p class="success" role="status">
        {answer?.kind === 'right' && fill(text.sessionsEnded, { n: answer.value.ended })}
      </p>
      <p class="failure" role="alert">
        {answer && answer.kind !== 'right' && explain(answer)}
      </p>
    </>
  )
}
