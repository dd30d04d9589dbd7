import { useState } from 'preact/hooks'
import type { PersonResult } from '../../contract/index.ts'
import { ConfirmDialog } from '../parts/form/confirm-dialog.tsx'
import { Facts, Panel } from '../parts/panel.tsx'
import { formatInstant } from '../parts/value/format.ts'
import { useSite } from '../shell/site.ts'
import { useSpeech } from '../shell/speech.ts'
import { useExplain } from '../text/explain.ts'
import { fill } from '../text/fill.ts'
import { nameRole } from '../text/name-role.ts'
import { disablePerson, endSessionsOf } from './calls.ts'
import { useOwnWords } from './own-words.ts'
import { PersonState } from './people-table.tsx'
import { RoleForm } from './role-form.tsx'
import { usePeopleTexts } from './speech.ts'

interface Props {
  readonly person: PersonResult
  readonly onChanged: () => void
}

/** One member of staff, and what an administrator can do about them. */
export function PersonDetail({ person, onChanged }: Props) {
  return (
    <>
      <PersonFacts person={person} />
      {!person.disabledAt && (
        <>
          <RoleForm person={person} onChanged={onChanged} />
          <Access person={person} onChanged={onChanged} />
        </>
      )}
    </>
  )
}

function PersonFacts({ person }: { readonly person: PersonResult }) {
  const own = usePeopleTexts()
  const { text, language } = useSpeech()
  const { timeZone } = useSite()
  const at = (instant: string | null, none: string) =>
    instant ? formatInstant(instant, language, timeZone) : none
  return (
    <Panel title={person.name ?? own.unreadable}>
      <Facts
        facts={[
          { name: own.state, value: <PersonState person={person} /> },
          { name: own.email, value: person.email ?? own.unreadable },
          { name: own.role, value: nameRole(person.role, text) },
          { name: own.joined, value: at(person.createdAt, '') },
          { name: own.lastSignIn, value: at(person.lastSignInAt, own.never) },
          { name: own.factor, value: person.hasFactor ? own.factorOn : own.factorOff },
          { name: own.undertaking, value: at(person.undertakingAt, own.notAccepted) },
          ...(person.disabledAt
            ? [{ name: own.disabledAt, value: at(person.disabledAt, '') }]
            : []),
        ]}
      />
    </Panel>
  )
}

/** Signs somebody out, or ends their access. */
function Access({ person, onChanged }: Props) {
  const own = usePeopleTexts()
  const ownWords = useOwnWords()
  const explain = useExplain()
  const [isAsking, setAsking] = useState(false)
  const [said, setSaid] = useState('')
  const { id, name, email } = person
  const signOut = async () => {
    const answer = await endSessionsOf({ params: { id } })
    setSaid(
      answer.kind === 'right'
        ? fill(own.signedOut, { n: answer.value.ended })
        : explain(answer, ownWords),
    )
  }
  return (
    <Panel title={own.accessTitle}>
      <p role="status">{said}</p>
      <div class="acts">
        <button type="button" onClick={signOut}>
          {own.signOut}
        </button>
        <button type="button" class="danger" onClick={() => setAsking(true)}>
          {own.disable}
        </button>
      </div>
      {isAsking && (
        <ConfirmDialog
          title={`${own.disable}: ${name ?? own.unreadable}`}
          number={email ?? id}
          confirm={own.disable}
          onConfirm={() => disablePerson({ params: { id } })}
          onDone={() => {
            setAsking(false)
            onChanged()
          }}
          onClose={() => setAsking(false)}
          ownWords={ownWords}
        >
          <p>{own.disableText}</p>
        </ConfirmDialog>
      )}
    </Panel>
  )
}
