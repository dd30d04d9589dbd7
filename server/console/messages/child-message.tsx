import { useState } from 'preact/hooks'
import type { MessageErasureResult } from '../../contract/index.ts'
import { ConfirmDialog } from '../parts/form/confirm-dialog.tsx'
import { formatDay } from '../parts/value/format.ts'
import { fill } from '../text/fill.ts'
import { useOwnWords } from '../work/own-words.ts'
import { useWorkSpeech } from '../work/speech.ts'
import { WorkPart } from '../work/work-part.tsx'
import { eraseChildMessage } from './calls.ts'

type Reason = 'said_so' | 'recognised' | 'reported' | 'content'

/** Deletes what a child sent without a representative, in one action (MI-06). */
export function ChildMessage({
  reference,
  onErased,
}: {
  readonly reference: string
  /** What the register says of it, in words. */
  readonly onErased: (said: string) => void
}) {
  const { words, language } = useWorkSpeech()
  const ownWords = useOwnWords()
  const [reason, setReason] = useState<Reason>('said_so')
  const [isAsking, setAsking] = useState(false)
  const reasons: readonly (readonly [Reason, string])[] = [
    ['said_so', words.childSaidSo],
    ['recognised', words.childRecognised],
    ['reported', words.childReported],
    ['content', words.childContent],
  ]
  const tell = ({ number, heldUntil }: MessageErasureResult) =>
    heldUntil === undefined
      ? fill(words.childDone, { number })
      : fill(words.childHeld, { number, until: formatDay(heldUntil, language) })
  return (
    <WorkPart title={words.child}>
      <p>{words.childText}</p>
      <label class="template">
        <span>{words.childReason}</span>
        <select value={reason} onChange={(event) => setReason(event.currentTarget.value as Reason)}>
          {reasons.map(([value, title]) => (
            <option key={value} value={value}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <button type="button" onClick={() => setAsking(true)}>
        {words.childSubmit}
      </button>
      {isAsking && (
        <ConfirmDialog
          title={words.childSubmit}
          number={reference}
          confirm={words.childSubmit}
          onConfirm={() => eraseChildMessage({ params: { reference }, body: { reason } })}
          onDone={(result) => onErased(tell(result))}
          onClose={() => setAsking(false)}
          ownWords={ownWords}
        >
          <p>{words.childText}</p>
        </ConfirmDialog>
      )}
    </WorkPart>
  )
}
