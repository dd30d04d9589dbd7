import '../style/registers.css'
import { ListAndDetail } from '../parts/list/list-and-detail.tsx'
import { Tabs } from '../parts/list/tabs.tsx'
import { ScreenTitle } from '../parts/screen-title.tsx'
import { toHref, useAddress } from '../shell/address.ts'
import { useMay } from '../shell/role.ts'
import { type Place, readPlace, toList } from './address.ts'
import { ConsentTerms } from './consent-terms.tsx'
import { EntryForm } from './form/entry-form.tsx'
import { OneEntry } from './one-entry.tsx'
import { RegisterList } from './register-list.tsx'
import { useTexts } from './speech.ts'

const NO_QUERY = new URLSearchParams()

/** The registers that the law and the policy require: each as a list, with one entry beside it. */
export function RegistersScreen({ rest }: { readonly rest: string }) {
  const text = useTexts()
  const place = readPlace(rest)
  return (
    <>
      <ScreenTitle title={text.title} lead={text.lead} />
      <RegisterTabs place={place} />
      <Shown place={place} />
    </>
  )
}

function RegisterTabs({ place }: { readonly place: Place }) {
  const text = useTexts()
  const maySeeAudit = useMay('auditor')
  const names = [
    ...(['disclosures', 'paper-consents', 'processors', 'services'] as const),
    ...(['destructions', 'exports'] as const),
    ...(maySeeAudit ? (['audit'] as const) : []),
    'consents' as const,
  ]
  const tabs = names.map((id) => ({ id, title: text[id], href: toList(id, NO_QUERY) }))
  const breaches = { id: 'breaches', title: text.breaches, href: toHref('/breaches') }
  return (
    <Tabs
      label={text.registers}
      tabs={[...tabs.slice(0, 4), breaches, ...tabs.slice(4)]}
      current={place.kind === 'terms' ? 'consents' : place.register}
    />
  )
}

function Shown({ place }: { readonly place: Place }) {
  const { query } = useAddress()
  if (place.kind === 'terms') return <ConsentTerms />
  if (place.kind === 'form') return <EntryForm register={place.register} thread={place.thread} />
  const { register } = place
  const thread = place.kind === 'entry' ? place.thread : undefined
  return (
    <ListAndDetail
      list={<RegisterList key={register} register={register} thread={thread} />}
      detail={thread && <OneEntry key={thread} register={register} thread={thread} />}
      detailKey={thread ?? ''}
      backTo={toList(register, query)}
    />
  )
}
