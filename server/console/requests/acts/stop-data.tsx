import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import type { ActBody, LiftReason } from '../../../contract/index.ts'
import { useActId } from '../../parts/form/act-id.ts'
import { ConfirmDialog } from '../../parts/form/confirm-dialog.tsx'
import type { Answer } from '../../shell/call.ts'
import { useSite } from '../../shell/site.ts'
import { useOwnWords } from '../../work/own-words.ts'
import { useWorkSpeech } from '../../work/speech.ts'
import { liftByRequest, restrictByRequest } from '../calls.ts'
import { namePurpose } from '../request-words.ts'
import type { ActProps } from './act-props.ts'

/** A choice before the act, and a dialog that wants the number of the request. */
function Stop({
  number,
  revision,
  title,
  hint,
  children,
  send,
  onDone,
}: {
  readonly number: string
  readonly revision: number
  readonly title: string
  /** What happens to the data. */
  readonly hint: string
  readonly children?: ComponentChildren
  readonly send: (act: ActBody) => Promise<Answer<unknown>>
  readonly onDone: () => void
}) {
  const ownWords = useOwnWords()
  const [isAsking, setAsking] = useState(false)
  const act = useActId()
  return (
    <>
      <p>{hint}</p>
      {children}
      <button type="button" onClick={() => setAsking(true)}>
        {title}
      </button>
      {isAsking && (
        <ConfirmDialog
          title={title}
          number={number}
          confirm={title}
          onConfirm={() => send({ act, seen: revision })}
          onDone={onDone}
          onClose={() => setAsking(false)}
          ownWords={ownWords}
        >
          <p>{hint}</p>
        </ConfirmDialog>
      )}
    </>
  )
}

/** Blocks everything that the author has proved to be theirs. */
export function BlockData({ request: { number, revision }, onChanged }: ActProps) {
  const { words } = useWorkSpeech()
  return (
    <Stop
      {...{ number, revision, title: words.doBlock, hint: words.doBlockText }}
      send={(body) => restrictByRequest({ params: { number }, body })}
      onDone={() => onChanged(words.restricted)}
    />
  )
}

/** Stops one purpose. */
export function RestrictPurpose({ request: { number, revision }, onChanged }: ActProps) {
  const { words } = useWorkSpeech()
  const { purposes } = useSite()
  const ids = purposes.map(({ id }) => id).filter((id) => id !== 'necessary')
  const [purpose, setPurpose] = useState<string>(ids[0] ?? '')
  return (
    <Stop
      {...{ number, revision, title: words.doRestrict, hint: words.doRestrictText }}
      send={(act) => restrictByRequest({ params: { number }, body: { ...act, purpose } })}
      onDone={() => onChanged(words.restricted)}
    >
      <label class="template">
        <span>{words.purpose}</span>
        <select value={purpose} onChange={(event) => setPurpose(event.currentTarget.value)}>
          {ids.map((id) => (
            <option key={id} value={id}>
              {namePurpose(id, words)}
            </option>
          ))}
        </select>
      </label>
    </Stop>
  )
}

/** Lets what was blocked go on, with a reason. */
export function LiftBlock({ request: { number, revision }, onChanged }: ActProps) {
  const { words } = useWorkSpeech()
  const [reason, setReason] = useState<LiftReason>('person_agrees')
  const reasons: readonly (readonly [LiftReason, string])[] = [
    ['person_agrees', words.liftPersonAgrees],
    ['data_corrected', words.liftDataCorrected],
    ['processing_lawful', words.liftProcessingLawful],
    ['law_requires', words.liftLawRequires],
  ]
  return (
    <Stop
      {...{ number, revision, title: words.doLift, hint: words.doLiftText }}
      send={(act) => liftByRequest({ params: { number }, body: { ...act, reason } })}
      onDone={() => onChanged(words.lifted)}
    >
      <label class="template">
        <span>{words.reason}</span>
        <select
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value as LiftReason)}
        >
          {reasons.map(([value, title]) => (
            <option key={value} value={value}>
              {title}
            </option>
          ))}
        </select>
      </label>
    </Stop>
  )
}
