import type { PersonResult } from '../../contract/index.ts'
import { type Column, Table } from '../parts/list/table.tsx'
import { Panel } from '../parts/panel.tsx'
import { formatInstant } from '../parts/value/format.ts'
import { StateBadge } from '../parts/value/state-badge.tsx'
import { toHref } from '../shell/address.ts'
import { useSite } from '../shell/site.ts'
import { useSpeech } from '../shell/speech.ts'
import { nameRole } from '../text/name-role.ts'
import { usePeopleTexts } from './speech.ts'

/** Whether somebody has access, in words. */
export function PersonState({ person }: { readonly person: PersonResult }) {
  const own = usePeopleTexts()
  if (person.disabledAt) return <StateBadge standing="stopped">{own.disabled}</StateBadge>
  if (!person.undertakingAt) return <StateBadge standing="waiting">{own.unfinished}</StateBadge>
  return <StateBadge standing="done">{own.active}</StateBadge>
}

/** Everybody with access, and those whose access has ended. */
export function PeopleTable({
  people,
  current,
}: {
  readonly people: readonly PersonResult[]
  readonly current: string
}) {
  const own = usePeopleTexts()
  const { text, language } = useSpeech()
  const { timeZone } = useSite()
  const columns: readonly Column<PersonResult>[] = [
    {
      ...{ id: 'name', title: own.name },
      cell: ({ id, name }) => <a href={toHref(`/people/${id}`)}>{name ?? own.unreadable}</a>,
    },
    { id: 'role', title: own.role, cell: ({ role }) => nameRole(role, text) },
    { id: 'state', title: own.state, cell: (person) => <PersonState person={person} /> },
    {
      ...{ id: 'last', title: own.lastSignIn },
      cell: ({ lastSignInAt }) =>
        lastSignInAt ? formatInstant(lastSignInAt, language, timeZone) : own.never,
    },
  ]
  return (
    <Panel title={own.people}>
      <Table
        {...{ caption: own.people, isCaptionSpoken: true, columns }}
        rows={people}
        keyOf={({ id }) => id}
        currentKey={current || undefined}
        empty={null}
      />
    </Panel>
  )
}
