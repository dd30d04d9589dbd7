import type { RequestFactsResult, RequestResult } from '../../contract/index.ts'
import type { RequestRow } from '../../store/store.ts'
import { dayOf } from '../calendar/day.ts'
import { type OpenDeps, type OpenedFields, openFields, openSealed } from '../keys/open-sealed.ts'
import type { SubjectDeps } from '../subject/subject.ts'
import { dueFor } from './due.ts'

type PresentDeps = Pick<SubjectDeps, 'cryptography' | 'clock' | 'site'>

const iso = (ms: number): string => new Date(ms).toISOString()

/**
 * Returns the last day that the law allows, as it was when the request was received. Computed for one of an earlier version,
 * but never before its stored due day: the calendar may have changed since.
 */
function limitOf({ kind, receivedAtMs, dueOn, limitOn }: RequestRow, site: PresentDeps['site']) {
  if (limitOn) return limitOn
  const computed = dueFor(kind, receivedAtMs, site).limitOn
  return computed < dueOn ? dueOn : computed
}

const factsOf = (row: RequestRow, { site }: Pick<SubjectDeps, 'site'>) => ({
  number: row.number,
  kind: row.kind,
  scope: row.scope,
  receivedAt: iso(row.receivedAtMs),
  dueOn: row.dueOn,
  limitOn: limitOf(row, site),
  state: row.state,
  closedAt: row.closedAtMs === null ? null : iso(row.closedAtMs),
})

/** Returns a request without the text of its author. An open request past its due day is overdue (DS-09). */
export const presentFacts = (row: RequestRow, deps: PresentDeps): RequestFactsResult => ({
  ...factsOf(row, deps),
  isOverdue: row.state === 'open' && row.dueOn < dayOf(deps.clock(), deps.site.timeZone),
})

/** Decrypts the texts of author and school, for staff who answer the request. */
export const openRequest = (
  row: RequestRow,
  deps: OpenDeps,
): Promise<OpenedFields<'name' | 'text' | 'email' | 'answer'>> =>
  openFields(
    { ...row, name: row.name ?? null },
    {
      fields: ['name', 'text', 'email', 'answer'],
      nameOf: (field) => `requests.${field}` as const,
    },
    deps,
  )

/** Returns a request for its author, with the answer, or `null` where it cannot be decrypted. */
export const presentToAuthor = async (
  row: RequestRow,
  deps: PresentDeps & Pick<SubjectDeps, 'log'>,
): Promise<RequestResult> => ({
  ...factsOf(row, deps),
  answer: (await openSealed(deps, 'requests.answer', row.id, row.answer)) ?? null,
})
