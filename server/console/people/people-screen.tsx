import type { PeopleResult } from '../../contract/index.ts'
import { Answered, useAnswer } from '../parts/answered.tsx'
import { DownloadLink } from '../parts/download.tsx'
import { ListAndDetail } from '../parts/list/list-and-detail.tsx'
import { Empty } from '../parts/notice.tsx'
import { ScreenTitle } from '../parts/screen-title.tsx'
import { toHref } from '../shell/address.ts'
import { listPeople } from './calls.ts'
import { Invitations } from './invitations.tsx'
import { InviteForm } from './invite-form.tsx'
import { PeopleTable } from './people-table.tsx'
import { PersonDetail } from './person-detail.tsx'
import { usePeopleTexts } from './speech.ts'

/** Everybody with access: roles, invitations, and who leaves. */
export function PeopleScreen({ rest }: { readonly rest: string }) {
  const own = usePeopleTexts()
  const people = useAnswer(listPeople, '')
  return (
    <>
      <ScreenTitle title={own.title} lead={own.lead}>
        <DownloadLink href="/v1/admin/people.csv" format="CSV">
          {own.table}
        </DownloadLink>
      </ScreenTitle>
      <Answered awaited={people}>
        {(shown) => (
          <ListAndDetail
            list={<Lists shown={shown} current={rest} onChanged={people.reload} />}
            detail={rest ? <Detail shown={shown} id={rest} onChanged={people.reload} /> : undefined}
            detailKey={rest}
            backTo={toHref('/people')}
          />
        )}
      </Answered>
    </>
  )
}

function Lists({
  shown: { people, invitations },
  current,
  onChanged,
}: {
  readonly shown: PeopleResult
  readonly current: string
  readonly onChanged: () => void
}) {
  return (
    <>
      <PeopleTable people={people} current={current} />
      <Invitations invitations={invitations} onChanged={onChanged} />
      <InviteForm onInvited={onChanged} />
    </>
  )
}

function Detail({
  shown: { people },
  id,
  onChanged,
}: {
  readonly shown: PeopleResult
  readonly id: string
  readonly onChanged: () => void
}) {
  const own = usePeopleTexts()
  const person = people.find((one) => one.id === id)
  if (!person) return <Empty title={own.notFound} />
  return <PersonDetail key={id} person={person} onChanged={onChanged} />
}
