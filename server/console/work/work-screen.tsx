import '../style/work.css'
import type { ComponentChildren } from 'preact'
import { Answered, type Awaited } from '../parts/answered.tsx'
import { ListAndDetail } from '../parts/list/list-and-detail.tsx'
import { ScreenTitle } from '../parts/screen-title.tsx'
import { toHref, useAddress } from '../shell/address.ts'
import { type Filter, Filters } from './filters.tsx'
import { Search } from './search.tsx'

/** A list of what people have sent, with its search and filters, and the one that the address names beside it. */
export function WorkScreen<Page>({
  title,
  lead,
  path,
  rest,
  filters,
  list,
  detail,
  children,
}: {
  readonly title: string
  readonly lead: string
  /** Address of the list. */
  readonly path: string
  /** Names the one beside it; empty where the address names none. */
  readonly rest: string
  readonly filters: readonly Filter[]
  readonly list: Awaited<Page>
  readonly detail: ComponentChildren
  /** The rows of a page. */
  readonly children: (page: Page) => ComponentChildren
}) {
  const { query } = useAddress()
  return (
    <>
      <ScreenTitle title={title} lead={lead} />
      <ListAndDetail
        detailKey={rest}
        backTo={toHref(path, Object.fromEntries(query))}
        detail={rest ? detail : undefined}
        list={
          <>
            <Search />
            <Filters query={query} filters={filters} />
            <Answered awaited={list}>{children}</Answered>
          </>
        }
      />
    </>
  )
}
