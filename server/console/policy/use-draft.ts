import { useState } from 'preact/hooks'
import type { PolicyDraftResult } from '../../contract/index.ts'
import type { Failure } from '../shell/call.ts'
import { readDraft } from './calls.ts'
import { isUnsaved, keepWritten, resume, saveWritten, type Written, writtenOf } from './written.ts'

/** What somebody else has made of the draft meanwhile: theirs, or it is gone. */
export type Conflict = PolicyDraftResult | 'gone'

/** The state of the editor: what is saved, what is written, and who came first where two write. */
export function useDraft(first: PolicyDraftResult) {
  const [draft, setDraft] = useState(first)
  const [written, setWritten] = useState(() => resume(first))
  const [failure, setFailure] = useState<Failure>()
  const [conflict, setConflict] = useState<Conflict>()
  const [isBusy, setBusy] = useState(false)
  const [isSaved, setSaved] = useState(false)

  const show = (saved: PolicyDraftResult) => {
    setDraft(saved)
    setWritten(writtenOf(saved))
    keepWritten(undefined)
    setConflict(undefined)
    setFailure(undefined)
  }
  const write = (changes: Partial<Written>) => {
    const next = { ...written, ...changes }
    setWritten(next)
    setSaved(false)
    keepWritten(isUnsaved(next, draft) ? next : undefined)
  }
  /** After a refusal: reads who was first. */
  const findConflict = async () => {
    const answer = await readDraft()
    if (answer.kind === 'right') setConflict(answer.value)
    else if (answer.kind === 'refused' && answer.code === 'not_found') setConflict('gone')
    else setFailure(answer)
  }
  const save = async () => {
    if (isBusy) return
    setBusy(true)
    setFailure(undefined)
    const answer = await saveWritten(written, draft)
    setBusy(false)
    if (answer.kind === 'right') {
      show(answer.value)
      setSaved(true)
    } else if (answer.kind === 'refused' && answer.code.startsWith('policy_')) {
      await findConflict()
    } else setFailure(answer)
  }
  return {
    ...{ draft, written, write, show, save, failure, conflict, isBusy, isSaved },
    isUnsaved: isUnsaved(written, draft),
    /** Goes on with what is written, over what the other has saved: the next save is meant. */
    keepMine: (theirs: PolicyDraftResult) => {
      const next = { ...written, revision: theirs.revision }
      setDraft(theirs)
      setWritten(next)
      keepWritten(next)
      setConflict(undefined)
    },
  }
}

/** The editor's state. */
export type DraftState = ReturnType<typeof useDraft>
