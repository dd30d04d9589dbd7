import { useState } from 'preact/hooks'
import type { PeopleResult } from '../../contract/index.ts'
import { type Column, Table } from '../parts/list/table.tsx'
import { Empty } from '../parts/notice.tsx'
import { Panel } from '../parts/panel.tsx'
import { formatInstant } from '../parts/value/format.ts'
import { useSite } from '../shell/site.ts'
import { useSpeech } from '../shell/speech.ts'
import { useExplain } from '../text/explain.ts'
import { fill } from '../text/fill.ts'
import { nameRole } from '../text/name-role.ts'
import { withdrawInvitation } from './calls.ts'
import { usePeopleTexts } from './speech.ts'

type Invitation = PeopleResult['invitations'][number]

/** Invitations that wait; each can be withdrawn. */
export function Invitations({
  invitations,
  onChanged,
}: {
  readonly invitations: readonly Invitation[]
  readonly onChanged: () => void
}) {
  const own = usePeopleTexts()
  const { text, language } = useSpeech()
  const { timeZone } = useSite()
  const explain = useExplain()
  const [failure, setFailure] = useState('')
  const withdraw = async (id: string) => {
    const answer = await withdrawInvitation({ params: { id } })
    setFailure(answer.kind === 'right' ? '' : explain(answer))
    onChanged()
  }
  const columns: readonly Column<Invitation>[] = [
    { id: 'email', title: own.email, cell: ({ email }) => email ?? own.unreadable },
    { id: 'role', title: own.role, cell: ({ role }) => nameRole(role, text) },
    {
      ...{ id: 'expires', title: own.expires },
      cell: ({ expiresAt }) => formatInstant(expiresAt, language, timeZone),
    },
    {
      ...{ id: 'act', title: own.act },
      cell: ({ id, email }) => (
        <button
          type="button"
          aria-label={fill(own.withdrawNamed, { email: email ?? own.unreadable })}
          onClick={() => withdraw(id)}
        >
          {own.withdraw}
        </button>
      ),
    },
  ]
  return (
    <Panel title={own.invitations}>
      <Table
        {...{ caption: own.invitations, isCaptionSpoken: true, columns }}
        rows={invitations}
        keyOf={({ id }) => id}
        empty={<Empty title={own.noInvitations} />}
      />
      <p class="failure" role="alert">
        {failure}
      </p>
    </Panel>
  )
}
