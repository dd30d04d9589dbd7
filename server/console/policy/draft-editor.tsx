import type { PolicyDraftResult } from '../../contract/index.ts'
import { Notice } from '../parts/notice.tsx'
import { Panel } from '../parts/panel.tsx'
import { StateBadge } from '../parts/value/state-badge.tsx'
import { useMay } from '../shell/role.ts'
import { useExplain } from '../text/explain.ts'
import { AboutVersion } from './about-version.tsx'
import { Decision } from './decision.tsx'
import { Difference } from './difference.tsx'
import { ProblemList } from './problem-list.tsx'
import { usePolicySpeech } from './speech.ts'
import { TextColumns } from './text-columns.tsx'
import { type DraftState, useDraft } from './use-draft.ts'
import { ownWordsOf, useWhoAndWhen } from './words.ts'

/** Writes, checks, compares, approves and deletes the version in preparation. */
export function DraftEditor({ first }: { readonly first: PolicyDraftResult }) {
  const { text } = usePolicySpeech()
  const sayWhoAndWhen = useWhoAndWhen()
  const state = useDraft(first)
  const { draft, written, write } = state
  const mayWrite = useMay()
  const isLocked = draft.approval !== null || !mayWrite
  const { changedBy: by, changedAt: at } = draft
  return (
    <div class="policy-draft">
      <p class="policy-line">
        <StateBadge standing={draft.approval ? 'waiting' : 'active'}>
          {draft.approval ? text.approved : text.drafting}
        </StateBadge>
        {draft.version && <b>{draft.version}</b>}
        <span class="hint">{sayWhoAndWhen(text.lastChange, { by, at })}</span>
      </p>
      {draft.approval && <Notice>{text.approvedLocked}</Notice>}
      <Panel title={text.text}>
        <p class="hint">{text.textHint}</p>
        <TextColumns
          texts={written.texts}
          isLocked={isLocked}
          onTexts={(texts) => write({ texts })}
        />
      </Panel>
      <Panel title={text.about}>
        <AboutVersion written={written} isLocked={isLocked} onWrite={write} />
      </Panel>
      {!isLocked && <SaveBar state={state} />}
      <Panel title={text.check}>
        <ProblemList problems={draft.problems} />
        {state.isUnsaved && <p class="hint">{text.checkSaved}</p>}
      </Panel>
      <Panel title={text.difference}>
        <Difference draft={draft} />
      </Panel>
      <Panel title={text.decision}>
        <Decision state={state} />
      </Panel>
    </div>
  )
}

/** Whether everything is saved, and what to do if not. Stays in view while the text is scrolled. */
function SaveBar({ state }: { readonly state: DraftState }) {
  const { text } = usePolicySpeech()
  const explain = useExplain()
  const { failure, isUnsaved, isBusy, isSaved, save, show, draft } = state
  const told = isUnsaved ? text.unsaved : isSaved ? text.saved : text.allSaved
  return (
    <div class="save-bar">
      <ConflictNotice state={state} />
      <p class="failure" role="alert">
        {failure && explain(failure, ownWordsOf(text))}
      </p>
      <div class="acts">
        <button type="button" class="main" aria-disabled={isBusy || !isUnsaved} onClick={save}>
          {text.save}
        </button>
        {isUnsaved && (
          <button type="button" onClick={() => show(draft)}>
            {text.discard}
          </button>
        )}
        <span role="status">{told}</span>
      </div>
    </div>
  )
}

/** Says who was first, and lets the second choose; nothing of what they wrote is lost until they do. */
function ConflictNotice({ state }: { readonly state: DraftState }) {
  const { text } = usePolicySpeech()
  const sayWhoAndWhen = useWhoAndWhen()
  const { conflict, show, keepMine } = state
  if (!conflict) return null
  if (conflict === 'gone') return <Notice kind="wrong">{text.conflictGone}</Notice>
  const { changedBy: by, changedAt: at } = conflict
  return (
    <Notice kind="wrong" title={text.conflictTitle}>
      <p>{sayWhoAndWhen(text.conflictText, { by, at })}</p>
      <div class="acts">
        <button type="button" onClick={() => show(conflict)}>
          {text.takeTheirs}
        </button>
        {!conflict.approval && (
          <button type="button" onClick={() => keepMine(conflict)}>
            {text.keepMine}
          </button>
        )}
      </div>
    </Notice>
  )
}
