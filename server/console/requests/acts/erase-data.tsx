import { useState } from 'preact/hooks'
import type { DeletionResult } from '../../../contract/index.ts'
import { useActId } from '../../parts/form/act-id.ts'
import { ConfirmDialog } from '../../parts/form/confirm-dialog.tsx'
import { formatDay, formatNumber } from '../../parts/value/format.ts'
import { fill } from '../../text/fill.ts'
import { useOwnWords } from '../../work/own-words.ts'
import { useWorkSpeech } from '../../work/speech.ts'
import { ActFailure, useAct } from '../../work/work-line.tsx'
import { eraseByRequest } from '../calls.ts'
import { nameCategory } from '../request-words.ts'
import type { ActProps } from './act-props.ts'

/** Deletes what is stored of the author: first shows what would go, then wants the number of the request (DS-13). */
export function EraseData({ request: { number, revision }, onChanged }: ActProps) {
  const { words } = useWorkSpeech()
  const ownWords = useOwnWords()
  const [plan, setPlan] = useState<DeletionResult>()
  const act = useActId()
  const look = useAct(() => eraseByRequest({ params: { number }, body: {} }), setPlan)
  const tell = ({ state, number: destruction }: DeletionResult) =>
    state === 'kept' ? words.eraseKept : fill(words.erased, { number: destruction ?? '' })
  const confirm = plan?.confirm ?? undefined
  return (
    <>
      <p class="hint">{words.doEraseHint}</p>
      <button type="button" aria-disabled={look.isBusy} onClick={look.run}>
        {words.eraseShow}
      </button>
      <ActFailure failure={look.failure} onLookAgain={() => onChanged()} />
      {plan && (
        <ConfirmDialog
          title={fill(words.eraseTitle, { number })}
          number={number}
          confirm={words.doErase}
          onConfirm={() =>
            eraseByRequest({
              params: { number },
              body: { act, seen: revision, ...(confirm !== undefined && { confirm }) },
            })
          }
          onDone={(result) => onChanged(tell(result))}
          onClose={() => setPlan(undefined)}
          ownWords={ownWords}
        >
          <Plan plan={plan} />
        </ConfirmDialog>
      )}
    </>
  )
}

function Plan({ plan: { deletes, keeps } }: { readonly plan: DeletionResult }) {
  const { words, language } = useWorkSpeech()
  return (
    <>
      <p>
        <b>{deletes.length === 0 ? words.eraseNothing : words.eraseGoes}</b>
      </p>
      <ul>
        {deletes.map(({ category, count }) => (
          <li key={category}>
            {nameCategory(category, words)}: {formatNumber(count, language)}
          </li>
        ))}
      </ul>
      {keeps.length > 0 && (
        <>
          <p>
            <b>{words.eraseStays}</b>
          </p>
          <ul>
            {keeps.map(({ what, reason, untilOn }) => (
              <li key={`${what} ${reason}`}>
                {nameCategory(what, words)}:{' '}
                {untilOn === undefined
                  ? words.keepProof
                  : fill(words.keepHold, { until: formatDay(untilOn, language) })}
              </li>
            ))}
          </ul>
        </>
      )}
      <p class="hint">{words.eraseEnds}</p>
    </>
  )
}
