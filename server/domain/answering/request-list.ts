import type { RequestDetailResult, RequestLine } from '../../contract/index.ts'
import type {
  ListedRequest,
  RequestQuery,
  RequestRow,
  Store,
  WorkState,
} from '../../store/store.ts'
import { dayOf } from '../calendar/day.ts'
import { countWorkingDays } from '../calendar/working-days.ts'
import { type Page, readCountedPage, type WantedPage } from '../lists/page.ts'
import type { ByActor } from '../registers/acting.ts'
import { presentFacts } from '../requests/present.ts'
import type { SubjectDeps } from '../subject/subject.ts'
import { presentWork } from './work.ts'

/** A request's place in the order of its due day or of its receipt. */
export type RequestKey = readonly [sort: string | number, id: string]

/** A request that stands for those of its person, with the state of its work. */
export type WorkedRequest = ListedRequest & WorkState

/** A page of requests: which of them, and in which order. */
export interface WantedRequests extends WantedPage<RequestKey> {
  readonly selection: Pick<RequestQuery, 'states' | 'scope' | 'assignee' | 'fromMs' | 'beforeMs'>
  readonly order: 'due' | 'newest' | 'oldest'
}

/** Reads one page of requests, one for each person, and how many persons there are. */
export function readRequestPage(
  { store }: { readonly store: Pick<Store, 'listRequests'> },
  { selection, order, ...page }: WantedRequests,
): Promise<{ readonly page: Page<WorkedRequest, RequestKey>; readonly total: number }> {
  const orderBy = order === 'due' ? 'due' : 'received'
  return readCountedPage<WorkedRequest, RequestKey>(
    page,
    ({ dueOn, receivedAtMs, id }) => [orderBy === 'due' ? dueOn : receivedAtMs, id],
    (after, limit, isBackward) =>
      store.listRequests({
        ...{ ...selection, orderBy, limit },
        isDescending: (order === 'newest') !== isBackward,
        after: after && { sort: after[0], id: after[1] },
      }),
  )
}

type PresentDeps = Pick<SubjectDeps, 'cryptography' | 'clock' | 'site'>
type LineDeps = PresentDeps & Pick<SubjectDeps, 'store' | 'log'> & ByActor

/** Returns a request among those of its person. */
export const presentInThread = (
  row: RequestRow,
  deps: PresentDeps,
): RequestDetailResult['thread'][number] => ({
  ...presentFacts(row, deps),
  workingDaysLeft: countWorkingDays(dayOf(deps.clock(), deps.site.timeZone), row.dueOn, deps.site),
})

/** Returns a request for a list, without anything that its author wrote. */
export const presentRequestLine = async (
  row: WorkedRequest,
  deps: LineDeps,
): Promise<RequestLine> => ({
  ...presentInThread(row, deps),
  inThread: row.inThread,
  ...(await presentWork(row, deps)),
})
