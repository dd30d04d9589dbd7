import { useState } from 'preact/hooks'
import type { RequestDetailResult } from '../../contract/index.ts'
import { useAnswer } from '../parts/answered.tsx'
import { Notice } from '../parts/notice.tsx'
import { Panel } from '../parts/panel.tsx'
import { DueIn } from '../parts/value/due-in.tsx'
import { formatDay, formatInstant } from '../parts/value/format.ts'
import { toHref } from '../shell/address.ts'
import { Loading } from '../shell/loading.tsx'
import { useSite } from '../shell/site.ts'
import { fill } from '../text/fill.ts'
import { PersonsWords } from '../work/persons-words.tsx'
import { useWorkSpeech } from '../work/speech.ts'
import { ActFailure, MailState, WorkLine } from '../work/work-line.tsx'
import { RequestActs } from './acts/request-acts.tsx'
import { Author } from './author.tsx'
import { assignRequest, readRequest } from './calls.ts'
import { OwnData } from './own-data.tsx'
import { RequestState } from './request-state.tsx'
import { nameKind } from './request-words.ts'

/** One request beside its list. */
export function RequestDetail({
  number,
  onChanged,
}: {
  readonly number: string
  /** The list may show another state now. */
  readonly onChanged: () => void
}) {
  const awaited = useAnswer(() => readRequest({ params: { number } }), number)
  const [told, setTold] = useState<{ readonly number: string; readonly said: string }>()
  const { answer } = awaited
  if (!answer) return <Loading />
  if (answer.kind !== 'right') return <ActFailure failure={answer} onLookAgain={awaited.reload} />
  const change = (said?: string) => {
    setTold(said === undefined ? undefined : { number, said })
    awaited.reload()
    onChanged()
  }
  return (
    <>
      {told?.number === number && <Notice kind="good">{told.said}</Notice>}
      <Opened request={answer.value} onChanged={change} />
    </>
  )
}

interface Props {
  readonly request: RequestDetailResult
  /** Shows the new state; `said` says what was done. */
  readonly onChanged: (said?: string) => void
}

function Opened({ request, onChanged }: Props) {
  const { words, language } = useWorkSpeech()
  const { number, state, unreadable, heldUntil } = request
  const params = { number }
  return (
    <>
      <Panel
        title={`${number}: ${nameKind(request.kind, words)}`}
        acts={<RequestState line={request} />}
      >
        {state === 'open' && (
          <p class="due-line">
            <DueIn workingDaysLeft={request.workingDaysLeft} dueOn={request.dueOn} />
          </p>
        )}
        <Warnings request={request} />
        <Author request={request} />
        <PersonsWords
          label={words.requestText}
          text={request.text}
          empty={unreadable.includes('text') ? words.unreadable : words.noText}
        />
        {request.answer !== null && (
          <PersonsWords label={words.ownAnswer} text={request.answer} empty="" />
        )}
        {heldUntil !== null && (
          <Notice kind="attention">
            {fill(words.heldUntil, { until: formatDay(heldUntil, language) })}
          </Notice>
        )}
        <WorkLine
          work={request}
          onAssign={(body) => assignRequest({ params, body })}
          onChanged={onChanged}
        />
        <MailState work={request} />
      </Panel>
      <OwnData key={`data ${number}`} request={request} />
      {state === 'open' && (
        // Anew after each act: what was typed for an earlier state is not sent for a later one.
        <RequestActs
          key={`${number} ${request.revision}`}
          request={request}
          onChanged={onChanged}
        />
      )}
      <Thread request={request} />
    </>
  )
}

/** What must not be overlooked: who is not verified, and who answers. */
function Warnings({ request }: { readonly request: RequestDetailResult }) {
  const { words } = useWorkSpeech()
  return (
    <>
      {request.verifiedBy === null && (
        <Notice kind="wrong" title={words.unverifiedTitle}>
          <p>{words.unverifiedText}</p>
        </Notice>
      )}
      {request.isEmailVerified === false && (
        <Notice kind="attention" title={words.emailUnverifiedTitle}>
          <p>{words.emailUnverifiedText}</p>
        </Notice>
      )}
      {request.responsible !== null && (
        <Notice title={words.responsible}>
          <p>
            {words.responsibleText} {request.responsible}
          </p>
        </Notice>
      )}
    </>
  )
}

/** Every request of the same person, where there are several. */
function Thread({ request: { thread, number } }: { readonly request: RequestDetailResult }) {
  const { words, language } = useWorkSpeech()
  const { timeZone } = useSite()
  if (thread.length < 2) return null
  return (
    <Panel title={words.threadTitle}>
      <ul class="thread">
        {thread.map((one) => (
          <li key={one.number} aria-current={one.number === number ? 'true' : undefined}>
            <a class="reference" href={toHref(`/requests/${one.number}`)}>
              {one.number}
            </a>
            <span>{nameKind(one.kind, words)}</span>
            <span class="hint">{formatInstant(one.receivedAt, language, timeZone)}</span>
            <RequestState line={one} />
          </li>
        ))}
      </ul>
    </Panel>
  )
}
