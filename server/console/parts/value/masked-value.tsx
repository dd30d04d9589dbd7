import { useState } from 'preact/hooks'
import type { Answer } from '../../shell/call.ts'
import { useSpeech } from '../../shell/speech.ts'
import { useExplain } from '../../text/explain.ts'
import { fill } from '../../text/fill.ts'

/**
 * A value of a person that the server has masked. Showing it in clear is an act of staff which the server writes into the
 * audit register; the value is kept nowhere, and is masked again on a click or when the screen is left.
 */
export function MaskedValue({
  name,
  masked,
  onReveal,
}: {
  /** What it is: 'Phone number'. For the button. */
  readonly name: string
  readonly masked: string
  /** Calls the logged operation; `undefined` where the role may not see it. */
  readonly onReveal: (() => Promise<Answer<string>>) | undefined
}) {
  const { text } = useSpeech()
  const explain = useExplain()
  const [answer, setAnswer] = useState<Answer<string>>()
  const [isBusy, setBusy] = useState(false)
  const clear = answer?.kind === 'right' ? answer.value : undefined
  const toggle = async () => {
    if (clear !== undefined) return setAnswer(undefined)
    if (isBusy || !onReveal) return
    setBusy(true)
    setAnswer(await onReveal())
    setBusy(false)
  }
  return (
    <span class="masked">
      <span class={clear === undefined ? 'mask' : undefined} aria-live="polite">
        {clear ?? masked}
      </span>
      {onReveal && (
        <button
          type="button"
          class="small"
          aria-disabled={isBusy}
          aria-label={fill(clear === undefined ? text.revealNamed : text.hideNamed, { name })}
          title={text.revealIsLogged}
          onClick={toggle}
        >
          {clear === undefined ? text.reveal : text.hide}
        </button>
      )}
      {answer && answer.kind !== 'right' && (
        <span class="wrong" role="alert">
          {explain(answer)}
        </span>
      )}
    </span>
  )
}
