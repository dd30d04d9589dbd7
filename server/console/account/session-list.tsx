import { useState } from 'preact/hooks'
import type { SessionsResult } from '../../contract/index.ts'
import { Answered, useAnswer } from '../parts/answered.tsx'
import { type Column, Table } from '../parts/list/table.tsx'
import { Panel } from '../parts/panel.tsx'
import { formatInstant } from '../parts/value/format.ts'
import { StateBadge } from '../parts/value/state-badge.tsx'
import { useSite } from '../shell/site.ts'
import { useSpeech } from '../shell/speech.ts'
import { useExplain } from '../text/explain.ts'
import { fill } from '../text/fill.ts'
import { endSession, listSessions } from './calls.ts'
import { useAccountTexts } from './speech.ts'

type Session = SessionsResult['sessions'][number]

/** Browsers that are signed in under this account; each can be signed out. */
export function SessionList() {
  const own = useAccountTexts()
  const explain = useExplain()
  const sessions = useAnswer(listSessions, '')
  const [failure, setFailure] = useState('')
  const end = async (id: string) => {
    const answer = await endSession({ body: { id } })
    setFailure(answer.kind === 'right' ? '' : explain(answer))
    sessions.reload()
  }
  return (
    <Panel title={own.sessionsTitle}>
      <Answered awaited={sessions}>
        {(shown) => <Sessions sessions={shown.sessions} onEnd={end} />}
      </Answered>
      <p class="failure" role="alert">
        {failure}
      </p>
    </Panel>
  )
}

function Sessions({
  sessions,
  onEnd,
}: {
  readonly sessions: readonly Session[]
  readonly onEnd: (id: string) => void
}) {
  const own = useAccountTexts()
  const { language } = useSpeech()
  const { timeZone } = useSite()
  const at = (instant: string) => formatInstant(instant, language, timeZone)
  const nameOf = ({ browser }: Session) => browser || own.unknownBrowser
  const columns: readonly Column<Session>[] = [
    { id: 'browser', title: own.browser, cell: nameOf },
    { id: 'began', title: own.began, cell: ({ beganAt }) => at(beganAt) },
    { id: 'last', title: own.lastSeen, cell: ({ lastSeenAt }) => at(lastSeenAt) },
    {
      ...{ id: 'act', title: own.act },
      cell: (session) =>
        session.isCurrent ? (
          <StateBadge standing="active">{own.current}</StateBadge>
        ) : (
          <button
            type="button"
            aria-label={fill(own.endNamed, {
              browser: nameOf(session),
              at: at(session.beganAt),
            })}
            onClick={() => onEnd(session.id)}
          >
            {own.end}
          </button>
        ),
    },
  ]
  return (
    <Table
      caption={own.sessionsTitle}
      isCaptionSpoken
      columns={columns}
      rows={sessions}
      keyOf={({ id }) => id}
      empty={null}
    />
  )
}
