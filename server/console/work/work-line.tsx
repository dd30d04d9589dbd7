import { useState } from 'preact/hooks'
import type { ActBody, AssignmentBody, WorkFacts } from '../../contract/index.ts'
import { createActId } from '../parts/form/act-id.ts'
import { Notice } from '../parts/notice.tsx'
import { formatInstant } from '../parts/value/format.ts'
import type { Answer, Failure } from '../shell/call.ts'
import { useSite } from '../shell/site.ts'
import { useSpeech } from '../shell/speech.ts'
import { useExplain } from '../text/explain.ts'
import { nameActor } from '../text/name-actor.ts'
import { nameAct, useOwnWords } from './own-words.ts'
import { useWorkSpeech } from './speech.ts'

/** Sends an act once: a second click before the answer does nothing, and the server knows the act by its id. */
export function useAct<T>(send: (act: ActBody) => Promise<Answer<T>>, onDone: (value: T) => void) {
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure>()
  const run = async () => {
    if (isBusy) return
    setBusy(true)
    setFailure(undefined)
    const answer = await send({ act: createActId() })
    setBusy(false)
    if (answer.kind === 'right') onDone(answer.value)
    else setFailure(answer)
  }
  return { isBusy, failure, run }
}

/** Why an act was not done, with the way to the new state. */
export function ActFailure({
  failure,
  onLookAgain,
}: {
  readonly failure: Failure | undefined
  readonly onLookAgain: () => void
}) {
  const { words } = useWorkSpeech()
  const ownWords = useOwnWords()
  const explain = useExplain()
  if (!failure) return null
  return (
    <Notice kind="wrong">
      <p>{explain(failure, ownWords)}</p>
      <p>
        <button type="button" class="small" onClick={onLookAgain}>
          {words.lookAgain}
        </button>
      </p>
    </Notice>
  )
}

/** Who has something, and who acted last. Takes it, or gives it back. */
export function WorkLine({
  work,
  onAssign,
  onChanged,
}: {
  readonly work: WorkFacts
  readonly onAssign: (body: AssignmentBody) => Promise<Answer<unknown>>
  readonly onChanged: () => void
}) {
  const { words, language } = useWorkSpeech()
  const { text } = useSpeech()
  const { timeZone } = useSite()
  const { lastAct, isMine, assignee, revision } = work
  const to = isMine ? 'nobody' : 'me'
  const act = useAct((given) => onAssign({ ...given, seen: revision, to }), onChanged)
  const has = isMine ? words.isMine : (assignee ?? words.isNobodys)
  return (
    <div class="work-line">
      <p>
        <b>{has}</b>
        {lastAct && (
          <span class="hint">
            {words.lastAct}: {nameAct(lastAct.name, words)}, {nameActor(lastAct.by, text)},{' '}
            {formatInstant(lastAct.at, language, timeZone)}
          </span>
        )}
      </p>
      <button type="button" class="small" aria-disabled={act.isBusy} onClick={act.run}>
        {isMine ? words.giveBack : words.take}
      </button>
      <ActFailure failure={act.failure} onLookAgain={onChanged} />
    </div>
  )
}

/** What became of the mail with the answer, in words. */
export function MailState({ work }: { readonly work: Pick<WorkFacts, 'answerMail'> }) {
  const { words } = useWorkSpeech()
  switch (work.answerMail) {
    case null:
      return null
    case 'queued':
      return <Notice>{words.mailQueued}</Notice>
    case 'retried':
      return <Notice kind="attention">{words.mailRetried}</Notice>
    case 'sent':
      return <Notice kind="good">{words.mailSent}</Notice>
    case 'failed':
      return <Notice kind="wrong">{words.mailFailed}</Notice>
    default:
      return work.answerMail satisfies never
  }
}
