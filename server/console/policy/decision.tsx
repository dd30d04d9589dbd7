import { useState } from 'preact/hooks'
import type { PolicyDraftResult } from '../../contract/index.ts'
import { ConfirmDialog } from '../parts/form/confirm-dialog.tsx'
import { formatDay } from '../parts/value/format.ts'
import { siteDay } from '../parts/value/site-time.ts'
import { go, toHref } from '../shell/address.ts'
import { useMay } from '../shell/role.ts'
import { useSite } from '../shell/site.ts'
import { fill } from '../text/fill.ts'
import { approveDraft, deleteDraft, takeBack } from './calls.ts'
import { usePolicySpeech } from './speech.ts'
import type { DraftState } from './use-draft.ts'
import { ownWordsOf, sayAsked, useWhoAndWhen } from './words.ts'
import { keepWritten } from './written.ts'

type Act = 'approve' | 'takeBack' | 'remove'

/** What will happen, in words, and who decides it: approve, take back, delete. */
export function Decision({ state }: { readonly state: DraftState }) {
  const { text } = usePolicySpeech()
  const sayWhoAndWhen = useWhoAndWhen()
  const mayWrite = useMay()
  const [act, setAct] = useState<Act>()
  const { draft } = state
  const { approval } = draft
  return (
    <>
      <WhatWillHappen draft={draft} />
      {approval && <p>{sayWhoAndWhen(text.approvedBy, approval)}</p>}
      {mayWrite && <Acts draft={draft} isUnsaved={state.isUnsaved} onAct={setAct} />}
      {act && <Dialog act={act} state={state} onClose={() => setAct(undefined)} />}
    </>
  )
}

/** Whom it concerns and when: the sentence that is read before anything is approved. */
function WhatWillHappen({ draft }: { readonly draft: PolicyDraftResult }) {
  const { text, language } = usePolicySpeech()
  const { timeZone } = useSite()
  const { version, effectiveOn, change, problems } = draft
  // Also where it was approved before: it is not published over the newer one.
  const isOvertaken = problems.some(({ problem }) => problem === 'based_on_older')
  if (!version || !effectiveOn || isOvertaken) return null
  const isNow = !draft.approval && effectiveOn <= siteDay(Date.now(), timeZone)
  const words = isNow ? text.willHappenNow : text.willHappen
  const day = formatDay(effectiveOn, language)
  return (
    <div class="what-will-happen">
      <p>{fill(words, { version, day, zone: timeZone })}</p>
      {change && <p>{sayAsked(draft, text, language)}</p>}
      {change && <p class="hint">{text.oldConsents}</p>}
    </div>
  )
}

function Acts({
  draft: { approval, problems },
  isUnsaved,
  onAct,
}: {
  readonly draft: PolicyDraftResult
  readonly isUnsaved: boolean
  readonly onAct: (act: Act) => void
}) {
  const { text } = usePolicySpeech()
  if (approval)
    return (
      <div class="acts">
        <button type="button" onClick={() => onAct('takeBack')}>
          {text.takeBack}
        </button>
      </div>
    )
  const why = isUnsaved ? text.approveAfterSave : problems.length > 0 ? text.approveAfterCheck : ''
  return (
    <>
      {why && <p class="hint policy-hint">{why}</p>}
      <div class="acts">
        <button
          type="button"
          class="main"
          aria-disabled={why !== ''}
          onClick={() => why === '' && onAct('approve')}
        >
          {text.approve}
        </button>
        <button type="button" onClick={() => onAct('remove')}>
          {text.remove}
        </button>
      </div>
    </>
  )
}

function Dialog({
  act,
  state,
  onClose,
}: {
  readonly act: Act
  readonly state: DraftState
  readonly onClose: () => void
}) {
  const { text, language } = usePolicySpeech()
  const { draft, show } = state
  const { id, revision } = draft
  const version = draft.version ?? draft.basedOn
  const body = { id, revision, version }
  const shared = { number: version, ownWords: ownWordsOf(text), onClose }
  if (act === 'remove')
    return (
      <ConfirmDialog
        {...shared}
        title={text.removeTitle}
        confirm={text.remove}
        onConfirm={() => deleteDraft({ body: { id, revision } })}
        onDone={() => {
          keepWritten(undefined)
          go(toHref('/policy'))
        }}
      >
        <p>{text.removeText}</p>
      </ConfirmDialog>
    )
  if (act === 'takeBack')
    return (
      <ConfirmDialog
        {...shared}
        title={fill(text.takeBackTitle, { version })}
        confirm={text.takeBack}
        onConfirm={() => takeBack({ body })}
        onDone={(next) => {
          show(next)
          onClose()
        }}
      >
        <p>{fill(text.takeBackText, { day: formatDay(draft.effectiveOn ?? '', language) })}</p>
      </ConfirmDialog>
    )
  return (
    <ConfirmDialog<PolicyDraftResult | undefined>
      {...shared}
      title={fill(text.approveTitle, { version })}
      confirm={text.approve}
      onConfirm={() => approveDraft({ body })}
      onDone={(next) => {
        if (!next) return go(toHref('/policy', { published: version }))
        show(next)
        onClose()
      }}
    >
      <WhatWillHappen draft={draft} />
      <p>{text.approveForGood}</p>
    </ConfirmDialog>
  )
}
